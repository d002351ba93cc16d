import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDelay, type Delay } from '../../src/backend/delay.ts';
import { createRandom } from '../../src/support/random.ts';

/** Timers on a clock that stands still until one fires; each is off by what `errorUs` says. */
function fakeTimers(errorUs: () => number) {
  let clockUs = 0;
  let pending: { readonly callback: () => void; readonly milliseconds: number } | undefined;
  return {
    asked: [] as number[],
    nowUs: () => clockUs,
    set(callback: () => void, milliseconds: number): () => void {
      this.asked.push(milliseconds);
      pending = { callback, milliseconds };
      return () => {
        pending = undefined;
      };
    },
    fire(): void {
      if (pending === undefined) return;
      const { callback, milliseconds } = pending;
      pending = undefined;
      clockUs += milliseconds * 1000 + errorUs();
      callback();
    },
  };
}

function delayed(delay: Delay, delayUs: number, fire: () => void): number {
  let givenUs = Number.NaN;
  delay(delayUs, (actualUs) => {
    givenUs = actualUs;
  });
  fire();
  return givenUs;
}

describe('createDelay', () => {
  it('is over at once, and sets no timer, where there is nothing to wait for', () => {
    const timers = fakeTimers(() => 0);
    expect(delayed(createDelay(bound(timers)), 0, () => {})).toBe(0);
    expect(timers.asked).toEqual([]);
  });

  it('gives the mean that was asked for, however early or late timers fire', () => {
    const latenessUs = fc.integer({ min: -900, max: 900 });
    const delayUs = fc.integer({ min: 1, max: 30_000 });
    fc.assert(
      fc.property(latenessUs, delayUs, fc.integer(), (meanErrorUs, askedUs, seed) => {
        const random = createRandom(seed);
        const timers = fakeTimers(() => meanErrorUs + (random() - 0.5) * 100);
        const delay = createDelay(bound(timers));
        const count = 5000;
        let sumUs = 0;
        for (let index = 0; index < count; index++) sumUs += delayed(delay, askedUs, () => timers.fire());
        // The lead begins at 0, stays within 2 ms either way and moves by 1/64 of each error.
        expect(Math.abs(sumUs - count * askedUs)).toBeLessThanOrEqual(128_000);
      }),
      { numRuns: 50 },
    );
  });

  it('does not make up for a process that is late by far', () => {
    const timers = fakeTimers(() => 50_000);
    const delay = createDelay(bound(timers));
    for (let index = 0; index < 1000; index++) delayed(delay, 20_000, () => timers.fire());
    expect(Math.min(...timers.asked)).toBe(18);
  });

  it('does not call back once cancelled', () => {
    const timers = fakeTimers(() => 0);
    let calls = 0;
    const cancel = createDelay(bound(timers))(5000, () => {
      calls += 1;
    });
    cancel();
    timers.fire();
    expect(calls).toBe(0);
  });

  it('waits for the longest that a timer can where more is asked, instead of not at all', () => {
    const timers = fakeTimers(() => 0);
    createDelay(bound(timers))(1e15, () => {});
    expect(timers.asked).toEqual([2 ** 31 - 1]);
  });
});

function bound(timers: ReturnType<typeof fakeTimers>) {
  return { nowUs: timers.nowUs, set: timers.set.bind(timers) };
}
