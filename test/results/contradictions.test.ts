import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { contradictionsOf } from '../../src/results/contradictions.ts';
import type { Measurement, Result } from '../../src/results/result.ts';
import { aResult } from '../support/a-result.ts';

/** The Result with its first trial's measurement changed. */
function changed(change: (measurement: Measurement) => Partial<Measurement>): Result {
  const result = aResult({ repetitions: 1 });
  const [first, ...others] = result.trials;
  if (first?.state !== 'valid') throw new Error('no valid trial');
  const { measurement } = first;
  return {
    ...result,
    trials: [{ ...first, measurement: { ...measurement, ...change(measurement) } }, ...others],
  };
}

const oneMore = (counts: readonly number[]): number[] =>
  counts.map((count, index) => (index === 0 ? count + 1 : count));
const histogramOf = (...values: readonly number[]): string => {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.record(value);
  return histogram.encode();
};

type Time = NonNullable<Measurement['gateways'][number]['time']>;
const withTime = (gateways: Measurement['gateways'], change: (time: Time) => Partial<Time>) =>
  gateways.map(({ time, ...gateway }) => ({
    ...gateway,
    ...(time && { time: { ...time, ...change(time) } }),
  }));

describe('contradictionsOf', () => {
  it('finds nothing in a Result as a run leaves it', () => {
    expect(contradictionsOf(aResult())).toEqual([]);
  });

  it('finds two strategies of one name, whose trials nobody could tell apart', () => {
    const result = aResult({ repetitions: 1 });
    const strategies = [...result.scenario.strategies, ...result.scenario.strategies.slice(1, 2)];
    const repeated = { ...result, scenario: { ...result.scenario, strategies } };
    expect(contradictionsOf(repeated)).toEqual(['there are two strategies called "memory"']);
  });

  it.each<[string, (measurement: Measurement) => Partial<Measurement>, RegExp]>([
    [
      'requests that were made to vanish',
      ({ requests }) => ({ requests: { ...requests, offered: requests.offered - 1 } }),
      /do not balance/,
    ],
    [
      'requests that were made up',
      ({ requests }) => ({
        requests: { ...requests, offered: requests.offered + 9, completed: requests.completed + 9 },
      }),
      /responses by status, but \d+ completed/,
    ],
    [
      'requests given up that left no trace',
      ({ requests }) => ({
        requests: { ...requests, offered: requests.offered + 2, unfinished: 2 },
        givenUp: histogramOf(1),
      }),
      /1 times of requests given up, but 2 timeouts and unfinished/,
    ],
    [
      'a gateway that waited for longer than it had requests',
      ({ gateways }) => ({
        gateways: withTime(gateways, ({ insideUs }) => ({ backendUs: insideUs + 1e6 })),
      }),
      /a gateway waited \d+ µs within \d+ µs/,
    ],
    [
      'requests that only the gateway has seen',
      ({ gateways }) => ({ gateways: withTime(gateways, () => ({ requests: 1e9 })) }),
      /1000000000 requests that gateways timed, but \d+ that they can have had/,
    ],
    ['statuses that were made up', () => ({ statuses: { 200: 1 } }), /1 responses by status/],
    [
      'an outcome with another count',
      ({ outcomes }) => ({ outcomes: { ...outcomes, hit: { count: 5, bytes: 1, latency: histogramOf(1) } } }),
      /1 latencies of hit, but 5 responses/,
    ],
    [
      'latencies that were left out',
      ({ outcomes }) => ({
        outcomes: Object.fromEntries(
          Object.entries(outcomes).map(([outcome, times]) => [
            outcome,
            { ...times, latency: histogramOf(1, 2) },
          ]),
        ),
      }),
      /2 latencies of/,
    ],
    [
      'response times that were left out',
      ({ outcomes }) => ({
        outcomes: Object.fromEntries(
          Object.entries(outcomes).map(([outcome, times]) => [
            outcome,
            { ...times, response: histogramOf(1) },
          ]),
        ),
      }),
      /1 latencies of/,
    ],
    [
      'a throughput that was made up',
      ({ window, requests }) => ({ window: { ...window, answered: requests.completed + 1 } }),
      /answers in the window/,
    ],
    [
      'a timeline with more on it',
      ({ timeline }) => ({ timeline: { ...timeline, completed: oneMore(timeline.completed) } }),
      /responses on the timeline/,
    ],
    [
      'failures that nobody counted',
      ({ timeline }) => ({ timeline: { ...timeline, failed: oneMore(timeline.failed) } }),
      /1 failures on the timeline, but 0 errors and timeouts/,
    ],
    [
      'a timeline of another length',
      ({ timeline }) => ({ timeline: { ...timeline, p99Us: timeline.p99Us.slice(1) } }),
      /columns of the timeline/,
    ],
    [
      'more backend calls on the timeline than there were',
      ({ timeline }) => ({
        timeline: { ...timeline, backendCalls: timeline.completed.map(() => 1e6) },
      }),
      /\d+ backend calls on the timeline, but \d+ backend calls/,
    ],
    [
      'backend calls of another length',
      ({ timeline }) => ({ timeline: { ...timeline, backendCalls: [] } }),
      /the columns of the timeline differ/,
    ],
    [
      'a warm-up with more on its timeline',
      ({ warmup }) => ({ warmup: { ...warmup, completed: 499 } }),
      /500 responses on the timeline of the warm-up, but 499 completed/,
    ],
    [
      'a warm-up whose outcomes were made up',
      ({ warmupTimeline }) => ({
        warmupTimeline: warmupTimeline && { ...warmupTimeline, byOutcome: { hit: [1, 0] } },
      }),
      /1 responses by outcome on the timeline of the warm-up/,
    ],
    [
      'a warm-up of other intervals',
      ({ warmupTimeline }) => ({ warmupTimeline: warmupTimeline && { ...warmupTimeline, intervalUs: 2e6 } }),
      /intervals of the warm-up/,
    ],
    [
      'more stale reads than reads',
      () => ({
        staleness: {
          reads: 1,
          stale: 2,
          age: histogramOf(5, 6),
          ownReads: 0,
          ownWritesUnseen: 0,
          sharedReads: 0,
          disagreements: 0,
        },
      }),
      /2 stale reads, but 1 reads/,
    ],
    [
      'delays that were left out',
      ({ backends }) => ({ backends: backends.map((each) => ({ ...each, actualDelay: histogramOf(1) })) }),
      /1 times of catalogue/,
    ],
  ])('finds %s, and names the trial', (_, change, message) => {
    const problems = contradictionsOf(changed(change)).join('\n');
    expect(problems).toMatch(message);
    expect(problems).toMatch(/^in \w+, repetition 1, attempt 1, /);
  });

  it('finds a second valid trial of the same repetition, under whatever attempt', () => {
    const result = aResult({ repetitions: 1 });
    const again = result.trials.map((trial) => ({ ...trial, attempt: 2, position: trial.position + 3 }));
    expect(contradictionsOf({ ...result, trials: [...result.trials, ...again] })).toContain(
      'there are two trials of memory, repetition 1, valid',
    );
  });
});
