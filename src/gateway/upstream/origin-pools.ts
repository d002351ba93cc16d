import { Pool } from 'undici';

export interface PoolSettings {
  /** Connections kept open to each origin. */
  readonly connections: number;
  readonly timeoutUs: number;
}

/** Kept-alive connections to origins, one pool each. */
export class OriginPools {
  readonly #settings: PoolSettings;
  readonly #pools = new Map<string, Pool>();

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  /** The pool of an origin, always the same one. */
  of(origin: string): Pool {
    const open = this.#pools.get(origin);
    if (open !== undefined) return open;
    const timeoutMs = Math.max(1, Math.round(this.#settings.timeoutUs / 1e3));
    const pool = new Pool(origin, {
      connections: this.#settings.connections,
      // One request at a time on a connection, so that a slow answer holds up no other.
      pipelining: 1,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connect: { timeout: timeoutMs },
    });
    this.#pools.set(origin, pool);
    return pool;
  }

  /** Drops what is under way. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }
}
