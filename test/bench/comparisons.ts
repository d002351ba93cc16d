import { decisionCost } from './comparisons/decision-cost.ts';
import { forwarding } from './comparisons/forwarding.ts';
import { memoryHit } from './comparisons/memory-hit.ts';
import { millionUrls } from './comparisons/million-urls.ts';
import { redisHit } from './comparisons/redis-hit.ts';
import { streaming } from './comparisons/streaming.ts';
import type { Effort } from './rival.ts';
import type { Row } from './row.ts';
import type { Stage } from './stage.ts';

type Comparison = (stage: Stage, effort: Effort) => Promise<Row[]>;

/** In the order in which they run and are shown. */
export const comparisons = {
  'memory-hit': memoryHit,
  forwarding,
  'redis-hit': redisHit,
  streaming,
  'million-urls': millionUrls,
  'decision-cost': decisionCost,
} as const satisfies Readonly<Record<string, Comparison>>;

export type ComparisonName = keyof typeof comparisons;
