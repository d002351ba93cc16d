import { randomLogNormal } from 'd3-random';
import type { Random } from './random.ts';

/** How a quantity (a latency in µs, a body in bytes) varies from one time to the next. All values are ≥ 0. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  /** Given by what people know of a latency: its median and its 99th percentile. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly p99: number }
  /** `fast` most of the time, `slow` for `slowShare` (0–1) of the times. */
  | {
      readonly kind: 'bimodal';
      readonly fast: number;
      readonly slow: number;
      readonly slowShare: number;
    };

/** The 99th percentile of the standard normal distribution. */
const z99 = 2.3263478740408408;

/** Draws one value at a time, in the distribution's own unit, from the given source of chance. */
export function createSampler(distribution: Distribution, random: Random): () => number {
  switch (distribution.kind) {
    case 'constant':
      return () => distribution.value;
    case 'uniform':
      return () => distribution.min + (distribution.max - distribution.min) * random();
    case 'lognormal': {
      const sigma = Math.log(distribution.p99 / distribution.median) / z99;
      return randomLogNormal.source(random)(Math.log(distribution.median), sigma);
    }
    case 'bimodal':
      return () => (random() < distribution.slowShare ? distribution.slow : distribution.fast);
  }
}
