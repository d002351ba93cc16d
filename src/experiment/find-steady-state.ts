import { hitRatio } from '../measure/outcome.ts';
import type { Measurement } from '../results/result.ts';
import type { Load, Scenario } from '../scenario/scenario.ts';
import { fewestForSteadyState, steadyFrom } from '../stats/steady-state.ts';

/**
 * From when on neither the hit ratio nor the median latency of a measurement drifted any more. Undefined where it had too few
 * intervals to tell; the last, which may be cut short, does not count.
 */
export function findSteadyState({
  timeline,
  window,
}: Pick<Measurement, 'timeline' | 'window'>): Measurement['steady'] {
  const whole = Math.min(timeline.completed.length, Math.floor(window.durationUs / timeline.intervalUs));
  if (whole < fewestForSteadyState) return undefined;
  const hitRatios = Array.from({ length: whole }, (_, index) =>
    hitRatio(
      Object.fromEntries(
        Object.entries(timeline.byOutcome).map(([outcome, counts]) => [outcome, counts[index] ?? 0]),
      ),
    ),
  );
  const starts = [timeline.p50Us.slice(0, whole), hitRatios].map(steadyInterval);
  const latest = starts.reduce(
    (one, other) => (one === null || other === null ? null : Math.max(one, other)),
    0,
  );
  return { fromUs: latest === null ? null : latest * timeline.intervalUs };
}

/** Intervals without a value, in which nothing was answered, are passed over. */
function steadyInterval(values: readonly (number | null | undefined)[]): number | null {
  const present = values.flatMap((value, interval) => (value == null ? [] : [{ value, interval }]));
  const from = steadyFrom(present.map(({ value }) => value));
  return present.length === 0 || from === 0 ? 0 : from && (present[from]?.interval ?? null);
}

/** Whether a scenario is to come to rest: its caches are warm, requests come at one rate, and nothing goes wrong. */
export function isToBeSteady({ measure, load, faults }: Scenario): boolean {
  return measure.cache === 'warm' && hasOneRate(load) && faults.length === 0;
}

function hasOneRate(load: Load): boolean {
  if (load.kind === 'closed') return true;
  const { arrivals } = load;
  if (arrivals.process === 'trace') return false;
  return new Set(arrivals.stages.flatMap(({ from, to }) => [from, to])).size === 1;
}
