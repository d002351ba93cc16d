import { describe, expect, it } from 'vitest';
import { findSteadyState, isToBeSteady } from '../../src/experiment/find-steady-state.ts';
import type { Measurement } from '../../src/results/result.ts';
import type { OpenLoad } from '../../src/scenario/scenario.ts';
import { aScenario } from '../support/a-scenario.ts';

/** Quarters of a second, with so many hits and misses each, and a median latency. */
function measured(hits: readonly number[], p50Us: readonly (number | null)[] = hits.map(() => 500)) {
  const intervalUs = 250_000;
  const misses = hits.map((count) => 100 - count);
  const completed = hits.map(() => 100);
  const timeline: Measurement['timeline'] = {
    intervalUs,
    completed,
    byOutcome: { hit: hits, miss: misses },
    failed: hits.map(() => 0),
    p50Us,
    p99Us: p50Us,
  };
  return { timeline, window: { durationUs: hits.length * intervalUs, answered: 100 * hits.length } };
}

const flat = (count: number, value = 90): number[] => Array.from({ length: count }, () => value);

describe('findSteadyState', () => {
  it('finds the start where nothing drifts', () => {
    expect(findSteadyState(measured(flat(40)))).toEqual({ fromUs: 0 });
  });

  it('waits for the later of hit ratio and latency', () => {
    const hits = [...flat(6, 20), ...flat(34)];
    const latency = [...flat(10, 4000), ...flat(30, 500)];
    expect(findSteadyState(measured(hits))).toEqual({ fromUs: 1.5e6 });
    expect(findSteadyState(measured(hits, latency))).toEqual({ fromUs: 2.5e6 });
  });

  it('finds none where the hit ratio still rises at the end', () => {
    expect(findSteadyState(measured(flat(40).map((_, index) => 10 + 2 * index)))).toEqual({ fromUs: null });
  });

  it('passes over intervals in which nothing was answered', () => {
    const latency = [null, null, ...flat(8, 4000), null, ...flat(29, 500)];
    expect(findSteadyState(measured(flat(40), latency))).toEqual({ fromUs: 11 * 250_000 });
  });

  it('says nothing of a measurement that was too short, nor of the drain after it', () => {
    expect(findSteadyState(measured(flat(9)))).toBeUndefined();
    const { timeline } = measured(flat(20));
    expect(findSteadyState({ timeline, window: { durationUs: 2.4e6, answered: 900 } })).toBeUndefined();
  });

  it('goes by latency alone where nothing could be cached', () => {
    const { timeline, window } = measured(flat(40));
    const uncached = { ...timeline, byOutcome: { bypass: timeline.completed } };
    expect(findSteadyState({ timeline: uncached, window })).toEqual({ fromUs: 0 });
  });
});

describe('isToBeSteady', () => {
  const open = (from: number, to: number): OpenLoad => ({
    kind: 'open',
    connections: 4,
    timeoutUs: 1e6,
    users: 1,
    maxLagUs: 1e4,
    arrivals: { process: 'poisson', stages: [{ from, to, durationUs: undefined }] },
  });

  it('holds of warm caches under a load that stays the same', () => {
    expect(isToBeSteady(aScenario())).toBe(true);
    expect(isToBeSteady(aScenario({ load: open(100, 100) }))).toBe(true);
  });

  it('does not hold where caches fill, the rate changes or something goes wrong', () => {
    expect(isToBeSteady(aScenario({ measure: { cache: 'cold' } }))).toBe(false);
    expect(isToBeSteady(aScenario({ load: open(100, 200) }))).toBe(false);
    expect(isToBeSteady(aScenario({ faults: [{ atUs: 1e6, what: 'redis', is: 'flushed' }] }))).toBe(false);
  });
});
