import type { Eviction } from '../../scenario/evictions.ts';
import { Arc } from './arc.ts';
import { Clock } from './clock.ts';
import type { CreatePolicy } from './eviction-policy.ts';
import { Fifo } from './fifo.ts';
import { Lfu } from './lfu.ts';
import { Lirs } from './lirs.ts';
import { Lru } from './lru.ts';
import { createRedisLfu } from './redis-lfu.ts';
import { createRedisLru } from './redis-lru.ts';
import { S3Fifo } from './s3-fifo.ts';
import { Sieve } from './sieve.ts';
import { TwoQ } from './two-q.ts';
import { WTinyLfu } from './w-tinylfu.ts';

/** Every policy that needs to know no more than what was asked so far, but for `GatewayMemory`, which counts bytes only. */
export const policies = {
  fifo: (room) => new Fifo(room),
  lru: (room) => new Lru(room),
  /** The package of that name, in version 11: exactly LRU by `max` or by `maxSize`, and what is heavier than that is not stored. */
  'lru-cache': (room) => new Lru(room),
  clock: (room) => new Clock(room),
  lfu: (room) => new Lfu(room),
  'two-q': (room) => new TwoQ(room),
  arc: (room) => new Arc(room),
  lirs: (room) => new Lirs(room),
  sieve: (room) => new Sieve(room),
  's3-fifo': (room) => new S3Fifo(room),
  'redis-lru': createRedisLru,
  'redis-lfu': createRedisLfu,
  'w-tinylfu': (room) => new WTinyLfu(room),
} as const satisfies Readonly<Record<Exclude<Eviction, 'gateway-memory'>, CreatePolicy>>;

export type PolicyName = keyof typeof policies;
