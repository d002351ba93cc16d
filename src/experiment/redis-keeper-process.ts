import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { EnvironmentError } from '../support/errors.ts';
import { serveParent } from '../support/parent-link.ts';
import { LastWords } from './last-words.ts';
import type { RedisKeeperCalls } from './redis-messages.ts';

/**
 * A Redis server does not notice when the run that started it is killed. This process does: its channel closes, it
 * exits, and takes the server with it. When the server dies first, this process dies of it, so the trial hears.
 */
let server: ChildProcess | undefined;
let client: Redis | undefined;
let usageAtReset: RedisUsage | undefined;
const folder = mkdtempSync(join(tmpdir(), 'gatebench-redis-'));

process.on('exit', () => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

serveParent<RedisKeeperCalls>({
  async start({ executable, maxSizeBytes }) {
    const { port, version } = await startOnFreePort(executable);
    client = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => {});
    await client.connect();
    // Redis counts its own footprint too: the bound is for what is stored on top of it.
    const { usedBytes } = await readUsage(client);
    await client.config(
      'SET',
      'maxmemory',
      String(usedBytes + maxSizeBytes),
      'maxmemory-policy',
      'allkeys-lru',
    );
    return { url: `redis://127.0.0.1:${port}/0`, version };
  },

  async reset() {
    usageAtReset = await readUsage(connected());
  },

  async report() {
    const now = await readUsage(connected());
    const before = usageAtReset ?? now;
    return {
      pid: server?.pid ?? 0,
      wallUs: Math.round(now.atUs - before.atUs),
      cpuUs: Math.round(now.cpuUs - before.cpuUs),
      rssBytes: now.rssBytes,
      peakRssBytes: Math.max(before.rssBytes, now.rssBytes),
    };
  },
});

function connected(): Redis {
  if (client === undefined) throw new Error('The Redis server was not started.');
  return client;
}

/** Another process may take the port between finding it and using it: then the next try finds another. */
async function startOnFreePort(executable: string): Promise<{ port: number; version: string }> {
  let lastWords = '';
  for (let attempt = 1; attempt <= 5; attempt++) {
    const port = await freePort();
    const started = await startServer(executable, port);
    if (typeof started === 'object') return { port, version: started.version };
    lastWords = started;
  }
  throw new EnvironmentError(`${executable} does not start.${lastWords}`, {
    hint: 'Try it by hand, or name a server that runs with --redis URL.',
  });
}

/** The version once the server accepts connections, or its last words. */
function startServer(executable: string, port: number): Promise<{ version: string } | string> {
  const child = spawn(
    executable,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  server = child;
  const words = new LastWords();
  words.listenTo(child.stdout, child.stderr);
  return new Promise((resolve) => {
    let version = 'unknown version';
    let ready = false;
    createInterface({ input: child.stdout }).on('line', (line) => {
      version = /(Redis|Valkey) version=([\d.]+)/i.exec(line)?.slice(1).join(' ') ?? version;
      if (!line.includes('Ready to accept connections')) return;
      ready = true;
      resolve({ version });
    });
    child.on('error', (error) => resolve(` ${error.message}`));
    child.on('close', (code, signal) => {
      if (!ready) return resolve(words.quoted());
      console.error(`The Redis server ended (${signal ?? `exit code ${code}`}).${words.quoted()}`);
      process.exit(1);
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

interface RedisUsage {
  readonly atUs: number;
  readonly cpuUs: number;
  readonly usedBytes: number;
  readonly rssBytes: number;
}

/** From `INFO`, which is the same on every system. */
async function readUsage(redis: Redis): Promise<RedisUsage> {
  const info = await redis.info('cpu', 'memory');
  const field = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1] ?? 0);
  return {
    atUs: performance.now() * 1e3,
    cpuUs: (field('used_cpu_user') + field('used_cpu_sys')) * 1e6,
    usedBytes: field('used_memory'),
    rssBytes: field('used_memory_rss'),
  };
}
