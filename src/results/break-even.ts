import { cacheableCount, hitRatio, type Outcome } from '../measure/outcome.ts';
import { costPerHour, costPerRequest, type Pricing, requestUse } from './cost.ts';
import { outcomeTotals, serviceTimeOf } from './figures.ts';
import type { Measurement } from './result.ts';

/** Where a strategy begins to pay. What comes out even does not. */
export type BreakEven =
  | { readonly kind: 'always' | 'never' }
  /** It pays above the value, or below it. */
  | { readonly kind: 'above' | 'below'; readonly value: number };

/** A strategy with all its valid measurements together. */
export interface Contender extends Pricing {
  readonly measurements: readonly Measurement[];
}

/**
 * The traffic, in requests per second, from which a strategy costs less than the baseline: with v per request and f per
 * hour, v n + f < v₀ n + f₀ for n > (f − f₀) ÷ (v₀ − v) requests an hour. What a request takes is as measured, whatever the
 * traffic. Undefined where one of the two was sent nothing.
 */
export function breakEvenTraffic(baseline: Contender, other: Contender): BreakEven | undefined {
  const [before, after] = [ratesOf(baseline), ratesOf(other)];
  if (before === undefined || after === undefined) return undefined;
  const savedPerRequest = before.perRequest - after.perRequest;
  const addedPerHour = after.perHour - before.perHour;
  if (savedPerRequest <= 0 && addedPerHour >= 0) return { kind: 'never' };
  if (savedPerRequest >= 0 && addedPerHour <= 0) return { kind: 'always' };
  return { kind: savedPerRequest > 0 ? 'above' : 'below', value: addedPerHour / savedPerRequest / 3600 };
}

/**
 * The hit ratio (0–1) from which a strategy costs less than the baseline at the given traffic. A request that becomes a hit
 * spares a backend call, at what one cost the baseline with its CPU time: u. Where k of all requests are cacheable, a hit
 * ratio lower by Δ saves k u Δ less on a request than the measured saving s, so it is h − s ÷ (k u). Undefined where nothing
 * was cacheable, or one of the two was sent nothing.
 */
export function breakEvenHitRatio(
  baseline: Contender,
  other: Contender,
  trafficPerSecond: number,
): BreakEven | undefined {
  const [before, after] = [ratesOf(baseline), ratesOf(other)];
  const counts = outcomeTotals(other.measurements);
  const measured = hitRatio(counts);
  if (before === undefined || after === undefined || measured === undefined) return undefined;
  const requestsPerHour = trafficPerSecond * 3600;
  const saving = before.perRequest - after.perRequest + (before.perHour - after.perHour) / requestsPerHour;
  const sent = other.measurements.reduce((sum, { requests }) => sum + requests.offered, 0);
  const sparedByHits = (cacheableCount(counts) / sent) * before.perBackendCall;
  if (sparedByHits === 0) return { kind: saving > 0 ? 'always' : 'never' };
  const value = measured - saving / sparedByHits;
  // What comes out at nothing but for rounding is nothing.
  if (value < 1e-9) return { kind: 'always' };
  return value >= 1 ? { kind: 'never' } : { kind: 'above', value };
}

const fromCache: readonly Outcome[] = ['hit', 'stale'];
const fromBackend: readonly Outcome[] = ['revalidated', 'collapsed', 'miss', 'bypass'];

/**
 * The mean time of a baseline's request, in µs, above which the strategy's mean is shorter: time against time, whatever a
 * call costs. A hit takes c, any other answer s longer than the baseline's time F: h c + (1 − h)(F + s) < F for
 * F > c + s (1 − h) ÷ h, where h is the share of answers that came from the cache. c, s and h are as measured, from service
 * times, and stay when F changes; s can be negative, where backends are quicker for being asked less. Undefined where the
 * baseline itself has a cache, or nothing was answered.
 */
export function breakEvenLatency(baseline: Contender, other: Contender): BreakEven | undefined {
  const hits = serviceTimeOf(other.measurements, fromCache);
  const misses = serviceTimeOf(other.measurements, fromBackend);
  const uncached = serviceTimeOf(baseline.measurements, fromBackend);
  const isCached = serviceTimeOf(baseline.measurements, fromCache).count > 0;
  const answers = hits.count + misses.count;
  if (isCached || uncached.count === 0 || answers === 0) return undefined;
  if (hits.count === 0) return { kind: 'never' };
  const addedUs = misses.count === 0 ? 0 : misses.meanUs - uncached.meanUs;
  const value = hits.meanUs + (addedUs * misses.count) / hits.count;
  return value <= 0 ? { kind: 'always' } : { kind: 'above', value };
}

/** Mean service times, in µs, and what share of a strategy's answers has to come from its cache for it to be quicker than the baseline. */
export interface CacheShareBreakEven {
  /** As measured, 0–1. */
  readonly cacheShare: number;
  readonly cachedUs: number;
  readonly uncachedUs: number;
  readonly baselineUs: number;
  /** `above` a share (0–1) its mean is shorter; `never`: answers from the cache themselves take as long. */
  readonly pays: BreakEven;
}

/**
 * With a share h of answers from the cache that take c, and others that take m, the mean h c + (1 − h) m is shorter than the
 * baseline's F for h > (m − F) ÷ (m − c), where c < F. c, m and F are as measured, whatever h is. Undefined where the baseline
 * itself has a cache, or the strategy answered nothing from its own.
 */
export function breakEvenCacheShare(
  baseline: readonly Measurement[],
  other: readonly Measurement[],
): CacheShareBreakEven | undefined {
  const hits = serviceTimeOf(other, fromCache);
  const misses = serviceTimeOf(other, fromBackend);
  const uncached = serviceTimeOf(baseline, fromBackend);
  const isCached = serviceTimeOf(baseline, fromCache).count > 0;
  if (isCached || hits.count === 0 || uncached.count === 0) return undefined;
  const [cachedUs, baselineUs] = [hits.meanUs, uncached.meanUs];
  const uncachedUs = misses.count === 0 ? baselineUs : misses.meanUs;
  const share = (uncachedUs - baselineUs) / (uncachedUs - cachedUs);
  return {
    cacheShare: hits.count / (hits.count + misses.count),
    ...{ cachedUs, uncachedUs, baselineUs },
    pays:
      cachedUs >= baselineUs
        ? { kind: 'never' }
        : share <= 0
          ? { kind: 'always' }
          : { kind: 'above', value: share },
  };
}

interface Rates {
  readonly perRequest: number;
  readonly perHour: number;
  /** Of one call with its CPU time; 0 where none was made. */
  readonly perBackendCall: number;
}

function ratesOf({ measurements, ...pricing }: Contender): Rates | undefined {
  const use = requestUse(measurements);
  if (use === undefined) return undefined;
  const { backendCalls, backendCpu, egress } = costPerRequest(use, pricing.prices);
  const { gatewayNodes, memory, redis } = costPerHour(pricing);
  return {
    perRequest: backendCalls + backendCpu + egress,
    perHour: gatewayNodes + memory + redis,
    perBackendCall: use.backendCalls === 0 ? 0 : (backendCalls + backendCpu) / use.backendCalls,
  };
}
