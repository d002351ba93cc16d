import { describe, expect, it, onTestFinished } from 'vitest';
import { Pacer } from '../../src/load/pacer.ts';

/** A pacer of arrivals at the given times, in µs, and what it told. */
async function aPacer(timesUs: readonly number[]) {
  const rest = [...timesUs];
  const told: number[] = [];
  let startedMs = 0;
  let exhaust = () => {};
  const exhausted = new Promise<void>((resolve) => {
    exhaust = resolve;
  });
  const pacer = new Pacer({
    times: { next: () => rest.shift() },
    arrive: (intendedAtMs) => told.push(Math.round((intendedAtMs - startedMs) * 1000)),
    exhausted: () => exhaust(),
  });
  onTestFinished(() => pacer.stop());
  await pacer.ready;
  const start = (atMs: number, endMs: number) => {
    startedMs = atMs;
    pacer.start(atMs, endMs);
  };
  return { pacer, told, start, exhausted };
}

describe('Pacer', () => {
  it('tells of all arrivals with their intended times, and then that there are no more', async () => {
    const { told, start, exhausted } = await aPacer([0, 250, 250, 3000, 30_000]);
    start(performance.now(), performance.now() + 1e6);
    await exhausted;
    expect(told).toEqual([0, 250, 250, 3000, 30_000]);
  });

  it('catches up with what was due while it had no time', async () => {
    const { told, start, exhausted } = await aPacer([1000, 2000, 3000]);
    start(performance.now() - 5000, performance.now() + 1e6);
    await exhausted;
    expect(told).toEqual([1000, 2000, 3000]);
  });

  it('tells, when it is stopped, of what was due by then, and of nothing after its end', async () => {
    const { pacer, told, start } = await aPacer([1000, 5000, 9999, 10_000, 20_000]);
    const startedMs = performance.now() - 15;
    start(startedMs, startedMs + 10);
    pacer.stop();
    expect(told).toEqual([1000, 5000, 9999]);
  });
});
