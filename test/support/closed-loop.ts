import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

export interface LoadRequest {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
}

/** What became of one request. */
export interface LoadRecord extends LoadRequest {
  /** Undefined where the connection broke. */
  readonly status: number | undefined;
  /** Whether the body is the one that belongs to the path. */
  readonly isOwnBody: boolean;
  /** Cache-Status as it came. */
  readonly cacheStatus: string;
  /** By a clock that never runs backwards. */
  readonly startedAtMs: number;
  readonly tookMs: number;
}

export interface LoadSettings {
  /** Each asks again once it has been answered and has thought. */
  readonly clients: number;
  readonly thinkMs: number;
  /** What the request of this number asks. */
  readonly ask: (number: number) => LoadRequest;
  /** The only right body for a path. */
  readonly body: (path: string) => string;
  /** Told of each request; nothing is kept. */
  readonly record: (record: LoadRecord) => void;
}

export interface ClosedLoop {
  /** Resolves when all requests under way have been answered. */
  stop(): Promise<void>;
}

/** Clients that ask a server without end, and read every answer to the end. */
export function startClosedLoop(origin: string, settings: LoadSettings): ClosedLoop {
  const pool = new Pool(origin, { connections: settings.clients, pipelining: 1 });
  let number = 0;
  let isStopped = false;
  const client = async (): Promise<void> => {
    while (!isStopped) {
      settings.record(await askOnce(pool, settings.ask(number++), settings.body));
      await sleep(settings.thinkMs);
    }
  };
  const clients = Promise.all(Array.from({ length: settings.clients }, client));
  return {
    stop: async () => {
      isStopped = true;
      await clients;
      await pool.destroy();
    },
  };
}

async function askOnce(
  pool: Pool,
  { method, path }: LoadRequest,
  bodyOf: LoadSettings['body'],
): Promise<LoadRecord> {
  const startedAtMs = performance.now();
  try {
    const { statusCode, headers, body } = await pool.request({ method, path });
    const text = await body.text();
    return {
      method,
      path,
      status: statusCode,
      isOwnBody: text === bodyOf(path),
      cacheStatus: String(headers['cache-status'] ?? ''),
      startedAtMs,
      tookMs: performance.now() - startedAtMs,
    };
  } catch {
    const tookMs = performance.now() - startedAtMs;
    return { method, path, status: undefined, isOwnBody: false, cacheStatus: '', startedAtMs, tookMs };
  }
}
