import type { Measurement, Result, Trial } from '../../src/results/result.ts';
import { createRandom, type Random } from '../../src/support/random.ts';
import type { StrategyBehaviour } from './a-measurement.ts';
import { aResult, somePrices } from './a-result.ts';

interface Size {
  readonly strategies: number;
  readonly repetitions: number;
  readonly seconds: number;
}

/**
 * A Result of any size, with everything that there are charts of. Only a few short trials are played out; the rest repeat their
 * latencies over timelines that are drawn anew, second by second, so that no two points are alike.
 */
export function aLargeResult({ strategies, repetitions, seconds }: Size): Result {
  const modes = ['stateless', 'memory', 'redis', 'tiered'];
  const short = aResult({
    repetitions: 1,
    seconds: 2,
    connections: 20,
    prices: somePrices({ perBackendCall: 1e-5, perGatewayNodeHour: 0.1, perRedisNodeHour: 0.2 }),
    strategies: Array.from({ length: strategies }, (_, index): StrategyBehaviour => {
      const mode = modes[index % modes.length] ?? 'memory';
      const hits = mode === 'stateless' ? {} : { hitRatio: 0.7 + 0.02 * index, collapsedShare: 0.02 };
      return { name: `${mode} of size ${index}`, mode, nodes: 2, staleReads: 0.01 * index, ...hits };
    }),
  });
  const random = createRandom(42);
  return {
    ...short,
    scenario: { ...short.scenario, repetitions, durationUs: seconds * 1e6 },
    trials: Array.from({ length: repetitions }, (_, block) =>
      short.trials.map((trial, place) =>
        repeated(trial, block + 1, block * strategies + place, seconds, random),
      ),
    ).flat(),
  };
}

function repeated(trial: Trial, repetition: number, index: number, seconds: number, random: Random): Trial {
  if (trial.state !== 'valid') return trial;
  const { measurement } = trial;
  return {
    ...trial,
    repetition,
    position: index + 1,
    measurement: {
      ...measurement,
      durationUs: seconds * 1e6,
      window: {
        durationUs: seconds * 1e6,
        answered: Math.round(measurement.window.answered * (0.9 + 0.2 * random())),
      },
      timeline: stretched(measurement.timeline, seconds, random),
      ...(measurement.warmupTimeline && {
        warmupTimeline: stretched(measurement.warmupTimeline, Math.ceil(seconds / 4), random),
      }),
    },
  };
}

/** Each column as long as asked for, about the values that it had. */
function stretched(
  timeline: Measurement['timeline'],
  length: number,
  random: Random,
): Measurement['timeline'] {
  const about = (values: readonly (number | null)[]): number[] =>
    Array.from({ length }, (_, second) =>
      Math.round((values[second % values.length] ?? 0) * (0.8 + 0.4 * random())),
    );
  return {
    intervalUs: timeline.intervalUs,
    completed: about(timeline.completed),
    byOutcome: Object.fromEntries(
      Object.entries(timeline.byOutcome).map(([outcome, counts]) => [outcome, about(counts)]),
    ),
    failed: about(timeline.failed),
    p50Us: about(timeline.p50Us),
    ...(timeline.p95Us && { p95Us: about(timeline.p95Us) }),
    p99Us: about(timeline.p99Us),
    ...(timeline.backendCalls && { backendCalls: about(timeline.backendCalls) }),
  };
}
