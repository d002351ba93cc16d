import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startGateway } from '../../src/gateway/start-gateway.ts';
import { aGateway } from '../support/a-gateway.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { errorStatuses, type Suite } from './suite.ts';
import { type RawResults, type Verdict, verdicts } from './verdict.ts';

export const cachingModes = ['memory', 'redis', 'tiered'] as const;
export type CachingMode = (typeof cachingModes)[number];

/** Whatever was opened last is closed first. */
type Cleanup = (() => Promise<unknown>)[];

/**
 * The verdict on each test: the suite's own server behind a gateway of ours, and the suite's own client before it. The
 * gateway has its defaults, but stores errors for as long as the origin says, because some tests ask for that.
 */
export async function runSuite(suite: Suite, mode: CachingMode): Promise<Readonly<Record<string, Verdict>>> {
  const cleanup: Cleanup = [];
  try {
    const origin = await startSuiteServer(suite, cleanup);
    const gateway = await startGatewayUnderTest(suite, { mode, origin }, cleanup);
    return verdicts(suite.suites, await askAll(suite, gateway, cleanup));
  } finally {
    for (const close of cleanup.reverse()) await close();
  }
}

/** The origin as a URL. */
async function startSuiteServer({ server }: Suite, cleanup: Cleanup): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatebench-conformance-'));
  cleanup.push(() => rm(folder, { recursive: true, force: true }));
  const settings = {
    npm_config_protocol: 'http',
    npm_config_port: '0',
    npm_config_pidfile: join(folder, 'pid'),
  };
  const child = spawnNode(server, settings, cleanup);
  return `http://127.0.0.1:${await portOf(child)}`;
}

/** The server says where it listens, and goes on to say other things, which must be read all the same. */
function portOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece;
      const port = /Listening on .*:(\d+)\//.exec(said)?.[1];
      if (port !== undefined) resolve(port);
    });
    child.once('exit', () => reject(new Error(`The suite's server did not start: ${said}`)));
  });
}

async function startGatewayUnderTest(
  suite: Suite,
  { mode, origin }: { readonly mode: CachingMode; readonly origin: string },
  cleanup: Cleanup,
): Promise<string> {
  const negative = Object.fromEntries(
    errorStatuses(suite.suites).map((status) => [status, 'origin' as const]),
  );
  const redis = mode === 'memory' ? undefined : await startRedisServer();
  if (redis !== undefined) cleanup.push(redis.close);
  const changes = redis === undefined ? {} : { redis: { url: redis.url } };
  const gateway = await startGateway(aGateway(origin, { mode, cache: { negative }, ...changes }));
  cleanup.push(() => gateway.stop());
  return gateway.origin;
}

async function askAll({ client }: Suite, gateway: string, cleanup: Cleanup): Promise<RawResults> {
  const settings = { npm_config_base: gateway, npm_config_id: '', npm_package_config_id: '' };
  const child = spawnNode(client, settings, cleanup);
  const said = await text(child.stdout as NodeJS.ReadableStream);
  const json = said.slice(said.indexOf('{'));
  if (json === '') throw new Error(`The suite's client gave no results: ${said}`);
  return JSON.parse(json);
}

function spawnNode(file: string, settings: Record<string, string>, cleanup: Cleanup): ChildProcess {
  const child = spawn(process.execPath, ['--no-warnings', file], {
    cwd: dirname(file),
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanup.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  });
  return child;
}
