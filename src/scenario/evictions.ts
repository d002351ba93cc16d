/** By what a full cache decides which entry makes room. Only the first and Redis's two are those of real stores here. */
export const evictions = [
  'gateway-memory',
  'redis-lru',
  'redis-lfu',
  'fifo',
  'lru',
  'lru-cache',
  'clock',
  'lfu',
  'two-q',
  'arc',
  'lirs',
  'sieve',
  's3-fifo',
  'w-tinylfu',
] as const;
export type Eviction = (typeof evictions)[number];

export const isRedisEviction = (eviction: Eviction): boolean => eviction.startsWith('redis-');
