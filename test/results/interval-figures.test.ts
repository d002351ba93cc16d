import { describe, expect, it } from 'vitest';
import {
  intervalFigures,
  type Phase,
  phasesOf,
  thinnedIntervalUs,
} from '../../src/results/interval-figures.ts';
import type { Measurement } from '../../src/results/result.ts';
import { aResult, memory } from '../support/a-result.ts';

const [trial] = aResult({ strategies: [memory], repetitions: 1, seconds: 1 }).trials;
if (trial?.state !== 'valid') throw new Error('The builder makes valid trials.');
const { measurement: example } = trial;

function phaseOf(timeline: Partial<Measurement['timeline']>, durationUs: number): Phase {
  return { timeline: { ...example.timeline, ...timeline }, startUs: 0, durationUs };
}

function figuresOf(phase: Phase, mostIntervals: number) {
  return intervalFigures(phase, thinnedIntervalUs([phase], mostIntervals));
}

describe('intervalFigures', () => {
  it('gives the rate and the hit ratio of each interval, and what of it is stale or collapsed', () => {
    const byOutcome = { hit: [60, 50], stale: [10, 0], collapsed: [5, 0], miss: [25, 0] };
    const phase = phaseOf({ completed: [100, 50], byOutcome }, 2e6);
    expect(figuresOf(phase, 10)).toMatchObject([
      { startUs: 0, requestsPerSecond: 100, hitRatio: 0.75, staleRatio: 0.1, collapsedRatio: 0.05 },
      { startUs: 1e6, requestsPerSecond: 50, hitRatio: 1, staleRatio: 0, collapsedRatio: 0 },
    ]);
  });

  it('counts no errors, as the figures of a whole trial do not', () => {
    const phase = phaseOf({ completed: [100], byOutcome: { bypass: [70], error: [30] } }, 1e6);
    expect(figuresOf(phase, 10)[0]?.requestsPerSecond).toBe(70);
  });

  it('divides the last interval by the time that it really had', () => {
    const phase = phaseOf({ completed: [100, 60], byOutcome: {} }, 1.6e6);
    expect(figuresOf(phase, 10).at(-1)?.requestsPerSecond).toBeCloseTo(100);
  });

  it('drops a last interval of less than half the length', () => {
    const phase = phaseOf({ completed: [100, 3], byOutcome: {} }, 1.01e6);
    expect(figuresOf(phase, 10)).toHaveLength(1);
  });

  it('puts neighbours together until no more intervals are left than asked for', () => {
    const completed = Array.from({ length: 600 }, () => 10);
    const figures = figuresOf(phaseOf({ completed, byOutcome: { bypass: completed } }, 600e6), 200);
    expect(figures).toHaveLength(200);
    expect(figures[1]).toMatchObject({ startUs: 3e6, requestsPerSecond: 10, hitRatio: undefined });
  });

  it('gives the largest 99th percentile of intervals put together, and none where nothing was answered', () => {
    const completed = [10, 10, 0, 0];
    const p99Us = [400, 900, null, null];
    const figures = figuresOf(phaseOf({ completed, byOutcome: {}, p99Us }, 4e6), 2);
    expect(figures.map((interval) => interval.p99Us)).toEqual([900, undefined]);
  });

  it('gives the 50th and 95th percentiles likewise, and none of what older versions did not record', () => {
    const {
      p95Us: _,
      backendCalls: __,
      ...old
    } = { ...example.timeline, completed: [10, 10], p50Us: [3, 5], p99Us: [8, 9] };
    const [interval] = figuresOf({ timeline: old, startUs: 0, durationUs: 2e6 }, 1);
    expect(interval).toMatchObject({
      p50Us: 5,
      p99Us: 9,
      p95Us: undefined,
      backendCallsPerSecond: undefined,
    });
  });

  it('counts the backend calls of a second', () => {
    const phase = phaseOf({ completed: [9, 9], backendCalls: [4, 2], intervalUs: 5e5 }, 1e6);
    expect(figuresOf(phase, 2).map((interval) => interval.backendCallsPerSecond)).toEqual([8, 4]);
  });

  it('has nothing to say of a timeline whose intervals have no length', () => {
    expect(figuresOf(phaseOf({ intervalUs: 0 }, 1e6), 10)).toEqual([]);
  });
});

describe('phasesOf', () => {
  const timeline = { ...example.timeline, intervalUs: 5e5, completed: [1, 2, 3, 4, 5] };
  const window = { durationUs: 2.5e6, answered: 15 };

  it('has the warm-up end where the measurement begins, without the drain that came after it', () => {
    const phases = phasesOf({ timeline, warmupTimeline: timeline, window }, 2e6);
    const starts = phases.flatMap((phase) => intervalFigures(phase, 5e5).map(({ startUs }) => startUs));
    expect(starts).toEqual([-2e6, -1.5e6, -1e6, -5e5, 0, 5e5, 1e6, 1.5e6, 2e6]);
  });

  it('ends the last interval of a warm-up at 0, though it is shorter then', () => {
    const [warmup] = phasesOf({ timeline, warmupTimeline: timeline, window }, 1.8e6);
    expect(warmup && intervalFigures(warmup, 5e5).at(-1)).toMatchObject({ startUs: -3e5, endUs: 0 });
  });

  it('is the measurement alone in a Result without the timeline of the warm-up', () => {
    expect(phasesOf({ timeline, window }, 2e6)).toHaveLength(1);
  });
});
