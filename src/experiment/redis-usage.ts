import type { Redis } from 'ioredis';

export interface RedisUsage {
  /** Of a clock that only runs forward. */
  readonly atUs: number;
  /** User and system time since the server started. */
  readonly cpuUs: number;
  /** What the server counts against `maxmemory`. */
  readonly usedBytes: number;
  readonly rssBytes: number;
}

/** What a server has used, from `INFO`: the same on every system, and in every version since 2.6. */
export async function readRedisUsage(redis: Redis): Promise<RedisUsage> {
  const info = await redis.info();
  const field = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1] ?? 0);
  return {
    atUs: performance.now() * 1e3,
    cpuUs: (field('used_cpu_user') + field('used_cpu_sys')) * 1e6,
    usedBytes: field('used_memory'),
    rssBytes: field('used_memory_rss'),
  };
}
