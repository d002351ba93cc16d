import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../src/support/errors.ts';
import type { TestSuite } from './verdict.ts';

/** A checkout of the public cache tests (http-tests/cache-tests), whose own server and client are run as they are. */
export interface Suite {
  readonly folder: string;
  readonly server: string;
  readonly client: string;
  readonly suites: readonly TestSuite[];
}

/** The release that this project depends on. */
export function releasedSuiteFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('http-cache-tests/package.json'));
}

/**
 * Finds the parts of a checkout, of the released layout or of the newer one with `test-engine/`; its dependencies must be
 * installed. Its list of suites decides what counts: the release also runs Surrogate-Control, which is on no list and
 * has since been given up for CDN-Cache-Control.
 *
 * @throws UsageError where the folder holds no such checkout
 */
export async function openSuite(checkout: string): Promise<Suite> {
  const folder = resolve(checkout);
  const engine = existsSync(join(folder, 'test-engine')) ? join(folder, 'test-engine') : folder;
  const server = join(engine, 'server', 'server.mjs');
  const list = join(folder, 'tests', 'index.mjs');
  if (!existsSync(server) || !existsSync(list)) {
    throw new UsageError(`${folder} is no checkout of http-tests/cache-tests.`);
  }
  const module = (await import(pathToFileURL(list).href)) as { default: TestSuite[] };
  const suites = module.default.map((suite) => ({
    ...suite,
    tests: suite.tests.filter((test) => test.browser_only !== true),
  }));
  return { folder, server, client: join(engine, 'cli.mjs'), suites };
}

/** The error statuses that the tests let the origin answer with. */
export function errorStatuses(suites: readonly TestSuite[]): readonly number[] {
  const requests = suites.flatMap(({ tests }) => tests).flatMap((test) => test.requests);
  const statuses = requests.map(({ response_status: [status] = [200] }) => status);
  return [...new Set(statuses)].filter((status) => status >= 400 && status < 600);
}
