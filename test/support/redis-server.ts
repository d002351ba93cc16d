import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RedisServer {
  readonly url: string;
  /** Stops it in its tracks, as a machine that hangs. */
  freeze(): void;
  thaw(): void;
  /** Ends it at once, as a crash. */
  kill(): Promise<void>;
  /** A server on the same port, empty, after `kill`. */
  restart(): Promise<void>;
  /** Ends it and removes what it left. */
  close(): Promise<void>;
}

const executable = ['redis-server', 'valkey-server'].find(
  (name) => spawnSync(name, ['--version']).error === undefined,
);

/** Why tests that need Redis are left out; undefined where they can run. */
export const redisMissing =
  executable === undefined ? 'neither redis-server nor valkey-server is installed' : undefined;

if (redisMissing !== undefined) console.warn(`Redis tests are skipped: ${redisMissing}.`);

/** A private server on a free port of the loopback interface, which saves nothing. */
export async function startRedisServer(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gatebench-redis-'));
  const port = await freePort();
  let server = await launch(port, folder);
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => server.kill('SIGSTOP'),
    thaw: () => server.kill('SIGCONT'),
    kill,
    restart: async () => {
      server = await launch(port, folder);
    },
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = spawn(executable ?? 'redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  await saysReady(server);
  // A test run that dies must not leave it behind.
  const end = (): boolean => server.kill('SIGKILL');
  process.once('exit', end);
  server.once('exit', () => process.off('exit', end));
  return server;
}

function saysReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('Ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`the Redis server ended at once: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as AddressInfo;
  const closed = once(probe, 'close');
  probe.close();
  await closed;
  return port;
}
