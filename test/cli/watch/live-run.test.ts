import { describe, expect, it } from 'vitest';
import { LiveRun } from '../../../src/cli/run/watch/live-run.ts';
import type { ExperimentProgress } from '../../../src/experiment/run-experiment.ts';
import type { LoadProgress } from '../../../src/load/messages.ts';
import type { LiveEvent } from '../../../src/report/live/live-state.ts';
import type { Strategy } from '../../../src/scenario/scenario.ts';
import { aScenario } from '../../support/a-scenario.ts';

const scenario = aScenario({ measure: { warmupUs: 2e6, durationUs: 8e6, repetitions: 2, cache: 'warm' } });
const strategy = scenario.strategies[0] as Strategy;

function follow() {
  const events: LiveEvent[] = [];
  let nowMs = 0;
  const run = new LiveRun(
    scenario,
    (event) => events.push(event),
    () => nowMs,
  );
  const progress = (more: Partial<ExperimentProgress> = {}): ExperimentProgress => ({
    trial: { strategy, repetition: 1, attempt: 1, position: 1, seed: 1 },
    trials: 4,
    ...more,
  });
  const load = (
    phase: LoadProgress['phase'],
    elapsedUs: number,
    intervals: Partial<LoadProgress['intervals'][number]>[] = [{}],
  ): LoadProgress => ({
    phase,
    elapsedUs,
    completed: 0,
    requestsPerSecond: 0,
    hitRatio: undefined,
    intervals: intervals.map((interval) => ({
      startUs: elapsedUs - 500e3,
      lengthUs: 250e3,
      completed: { hit: 75, miss: 25, error: 5 },
      failed: 0,
      p50Us: 400,
      p95Us: 4000,
      p99Us: 9000,
      ...interval,
    })),
  });
  return { run, events, progress, load, pass: (ms: number) => (nowMs += ms) };
}

describe('what is told of a run that is watched', () => {
  it('is what the trial is doing, and each interval of its timeline once', () => {
    const { run, events, progress, load, pass } = follow();
    run.onProgress(progress());
    pass(2000);
    run.onProgress(progress({ load: load('warm-up', 500e3) }));
    expect(events).toMatchObject([
      {
        type: 'trial',
        trial: { title: `Trial 1 of 4: ${strategy.name}, repetition 1`, doneRatio: 0 },
        points: [],
      },
      {
        type: 'trial',
        trial: {
          doing: expect.stringMatching(/^warming up 500 ms of 2\.00 s, about .* left of the run$/),
          doneRatio: 0.0125,
          figures: {
            'live-rate': '400',
            'live-p50': '400 µs',
            'live-p99': '9.00 ms',
            'live-hit-ratio': expect.stringMatching(/^75\.?0? ?%$/),
          },
        },
        points: [{ seconds: -1.875, requestsPerSecond: 400, hitRatio: 0.75, p50Us: 400, p99Us: 9000 }],
      },
    ]);
  });

  it('is told once a second, though load tells it twice', () => {
    const { run, events, progress, load, pass } = follow();
    run.onProgress(progress());
    for (let half = 1; half <= 10; half++) {
      pass(500);
      run.onProgress(progress({ load: load('measure', half * 500e3) }));
    }
    expect(events).toHaveLength(6);
    const points = events.flatMap((event) => (event.type === 'trial' ? event.points : []));
    expect(points.map(({ seconds }) => seconds)).toEqual(Array.from({ length: 10 }, (_, i) => i / 2 + 0.125));
  });

  it('says how many requests failed, and that an answer without a cache has no hit ratio', () => {
    const { run, events, progress, load, pass } = follow();
    run.onProgress(progress());
    pass(1000);
    run.onProgress(
      progress({
        load: load('measure', 1e6, [
          { completed: { bypass: 10 }, failed: 3 },
          { completed: {}, failed: 4, p50Us: null, p99Us: null },
        ]),
      }),
    );
    expect(events.at(-1)).toMatchObject({
      trial: {
        doing: expect.stringContaining(', 7 requests failed, '),
        figures: { 'live-rate': '0', 'live-p50': '–', 'live-hit-ratio': 'none' },
      },
      points: [{ hitRatio: null }, { p50Us: null }],
    });
  });

  it('names a trial that failed with its reason, and that it is tried again; of valid ones nothing', () => {
    const { run, events, progress } = follow();
    const identity = { strategy: strategy.name, repetition: 1, attempt: 1, position: 1, startedAt: '' };
    run.onProgress(
      progress({ ended: { ...identity, state: 'failed', reason: 'The backend died.' }, isRepeated: true }),
    );
    expect(events).toEqual([
      {
        type: 'log',
        text: `Trial 1 of 4: ${strategy.name}, repetition 1: failed. The backend died. It is tried again at the end of its block.`,
      },
    ]);
  });
});
