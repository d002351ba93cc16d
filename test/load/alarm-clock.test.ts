import { describe, expect, it, onTestFinished } from 'vitest';
import { AlarmClock } from '../../src/load/alarm-clock.ts';

/** A clock that can be set, and gives the time at which it rang. */
async function aClock() {
  let rang = (_: number) => {};
  const clock = new AlarmClock(() => rang(performance.now()));
  onTestFinished(() => clock.stop());
  await clock.ready;
  const ringOf = (atMs: number) =>
    new Promise<number>((resolve) => {
      rang = resolve;
      clock.set(atMs);
    });
  return { clock, ringOf };
}

describe('AlarmClock', () => {
  it('rings at fractions of a millisecond, and never early', async () => {
    const { ringOf } = await aClock();
    for (const inMs of [0.3, 1.7, 0.1, 20.2]) {
      const atMs = performance.now() + inMs;
      expect(await ringOf(atMs)).toBeGreaterThanOrEqual(atMs);
    }
  });

  it('is seldom half a millisecond late where the machine has time for it', async () => {
    const { ringOf } = await aClock();
    const late: number[] = [];
    for (let ring = 0; ring < 200; ring++) {
      const atMs = performance.now() + 1.5;
      late.push((await ringOf(atMs)) - atMs);
    }
    // The best fifth, as the machine may be busy with other things; Node's timers are evenly spread over a millisecond.
    late.sort((one, other) => one - other);
    expect(late[40]).toBeLessThan(0.5);
  });

  it('rings at once for a time that has passed', async () => {
    const { ringOf } = await aClock();
    expect(await ringOf(performance.now() - 1000)).toBeGreaterThan(0);
  });

  it('does not ring when it was stopped', async () => {
    let rings = 0;
    const clock = new AlarmClock(() => {
      rings += 1;
    });
    await clock.ready;
    clock.set(performance.now() + 20);
    clock.stop();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(rings).toBe(0);
  });
});
