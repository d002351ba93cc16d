import { LatencyHistogram } from '../measure/histogram.ts';
import type { Measurement } from '../results/result.ts';
import { formatDuration, formatShare, spellDuration } from '../support/units.ts';

type Schedule = NonNullable<Measurement['schedule']>;

/** Below it, the load generator did not make the load that its figures stand for. */
const leastKeptRatio = 0.99;

/** A load generator that is busy for longer than this share of the time makes requests wait itself. */
const overwhelmedRatio = 0.95;
const negligibleQueuedRatio = 0.01;

/**
 * Why a load generator did not keep to the plan of an open loop, so that its figures must not be used; undefined when it
 * did. `maxLagUs`: what 99 % of the requests that found an idle connection may be late.
 */
export function voidReason(
  { lag, keptRatio, offeredPerSecond }: Schedule,
  maxLagUs: number,
): string | undefined {
  const lagUs = LatencyHistogram.decode(lag).quantileUs(0.99);
  if (lagUs > maxLagUs) {
    return `The load generator sent 1 % of the requests ${formatDuration(lagUs)} or more after they were due, though a connection was idle; the bound (maxLag) is ${spellDuration(maxLagUs)}.`;
  }
  if (keptRatio < leastKeptRatio) {
    return `The load generator released only ${formatShare(keptRatio)} of ${Math.round(offeredPerSecond)} requests per second in time.`;
  }
  return undefined;
}

/**
 * Why it cannot be told whether requests waited for the gateway or for the load generator itself; undefined where hardly
 * any did, or the generator had time to spare.
 */
export function overwhelmedReason({
  schedule,
  requests,
  processes,
}: Pick<Measurement, 'schedule' | 'requests' | 'processes'>): string | undefined {
  const busy = processes.find(({ role }) => role === 'load')?.eventLoopUtilisation ?? 0;
  const queued = schedule?.queued ?? 0;
  if (busy <= overwhelmedRatio || queued <= negligibleQueuedRatio * requests.offered) return undefined;
  return `The load generator was busy ${formatShare(busy)} of the time while ${queued} of ${requests.offered} requests waited for a connection: they may have waited for it, not for the gateway.`;
}
