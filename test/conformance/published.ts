import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import caddy from './published-caddy.json' with { type: 'json' };
import type { Suite } from './suite.ts';
import { type RawResults, type TestSuite, type Verdict, verdicts } from './verdict.ts';

/** What others published of the same tests. */
export interface PublishedResults {
  readonly name: string;
  readonly version: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

interface ListedResults {
  readonly file: string;
  readonly name: string;
  readonly type: string;
  readonly version: string;
}

const shown = ['nginx', 'Varnish', 'Squid', 'ATS', 'httpd', 'Fastly'];

/** The results that come with the released suite, of shared caches that are still in use, and Caddy's. */
export async function publishedResults({ folder, suites }: Suite): Promise<readonly PublishedResults[]> {
  const list = pathToFileURL(join(folder, 'results', 'index.mjs')).href;
  const { default: listed } = (await import(list)) as { default: readonly ListedResults[] };
  const released = listed
    .filter(({ name }) => shown.includes(name))
    .sort((one, other) => shown.indexOf(one.name) - shown.indexOf(other.name))
    .map(({ file, name, version }) => {
      const results: RawResults = JSON.parse(readFileSync(join(folder, 'results', file), 'utf8'));
      // Without the mark of the distribution's own package.
      return {
        name,
        version: version.replace(/^(\d+\.[\d.]+).*$/, '$1'),
        verdicts: verdicts(suites, results),
      };
    });
  return [...released, { name: caddy.name, version: caddy.version, verdicts: caddyVerdicts(suites) }];
}

/**
 * Caddy's results are in the suite's repository alone, of a later version of it; kept here is what did not pass. Suites
 * whose tests mean something else by now are left out.
 */
function caddyVerdicts(suites: readonly TestSuite[]): Readonly<Record<string, Verdict>> {
  const same = suites.filter(({ id }) => !caddy.changedSuites.includes(id));
  const ids = same.flatMap(({ tests }) => tests.map(({ id }) => id));
  const results = ids.map((id): [string, RawResults[string]] => {
    if (caddy.setup.includes(id)) return [id, ['Setup', '']];
    return [id, caddy.fail.includes(id) ? ['Assertion', ''] : true];
  });
  return verdicts(suites, Object.fromEntries(results));
}
