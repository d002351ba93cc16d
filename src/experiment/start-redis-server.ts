import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { EnvironmentError } from '../support/errors.ts';
import { LastWords } from './last-words.ts';
import { loopback } from './loopback.ts';
import type { MaxmemoryPolicy } from './real-evictions.ts';

export interface RedisServer {
  readonly port: number;
  readonly pid: number;
  /** `Redis 7.0.15`, `Valkey 8.0.1`. */
  readonly version: string;
  /** Resolves to its last words when it ends by itself. */
  readonly died: Promise<string>;
}

const mostTries = 5;

/**
 * Starts a Redis server on a free port of loopback, empty, without persistence. It ends with this process at the latest.
 *
 * @throws EnvironmentError with its last words where it does not start
 */
export async function startRedisServer(
  executable: string,
  settings: { readonly folder: string; readonly maxmemoryPolicy: MaxmemoryPolicy },
): Promise<RedisServer> {
  let lastWords = '';
  // Another process may take the port between finding it and using it: then the next try finds another.
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const started = await tryToStart(executable, { ...settings, port: await freePort() });
    if (typeof started === 'object') return started;
    lastWords = started;
  }
  throw new EnvironmentError(`${executable} does not start.${lastWords}`, {
    hint: 'Try it by hand, or name a server that runs with --redis URL.',
  });
}

/** The server once it accepts connections, or its last words. */
function tryToStart(
  executable: string,
  {
    folder,
    maxmemoryPolicy,
    port,
  }: { readonly folder: string; readonly maxmemoryPolicy: MaxmemoryPolicy; readonly port: number },
): Promise<RedisServer | string> {
  const settings = ['--port', String(port), '--bind', loopback, '--dir', folder];
  const volatile = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', maxmemoryPolicy];
  // In a group of its own, so that a terminal's Ctrl-C ends it no sooner than the run.
  const child = spawn(executable, [...settings, ...volatile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  // However this process ends, its server ends with it.
  process.once('exit', () => child.kill('SIGKILL'));
  const words = new LastWords();
  words.listenTo(child.stdout, child.stderr);
  return new Promise((resolve) => {
    let version = 'unknown version';
    createInterface({ input: child.stdout }).on('line', (line) => {
      version = /(Redis|Valkey) version=([\d.]+)/i.exec(line)?.slice(1).join(' ') ?? version;
      if (line.includes('Ready to accept connections')) resolve(serverOf(child, { port, version, words }));
    });
    child.on('error', (error) => resolve(` ${error.message}`));
    child.on('close', () => resolve(words.quoted()));
  });
}

function serverOf(
  child: ChildProcess,
  { port, version, words }: { readonly port: number; readonly version: string; readonly words: LastWords },
): RedisServer {
  const died = new Promise<string>((resolve) => {
    child.on('close', (code, signal) => {
      resolve(`The Redis server ended (${signal ?? `exit code ${code}`}).${words.quoted()}`);
    });
  });
  return { port, version, died, pid: child.pid as number };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, loopback, () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
