import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Clock, Schedule } from '../../src/network/schedule.ts';

/**
 * A clock that goes on only while something is waited for. Timers are early or late by what `errorUs` says, but calling back takes
 * time, or a timer of one millisecond that is as much early would be set for ever.
 */
function fakeClock(errorUs: () => number = () => 0) {
  let clockUs = 0;
  let timer: { readonly callback: () => void; readonly atUs: number } | undefined;
  let soon: (() => void) | undefined;
  const seen = { timers: 0, looks: 0 };
  const clock: Clock = {
    nowUs: () => clockUs,
    later(callback, milliseconds) {
      seen.timers += 1;
      const set = { callback, atUs: clockUs + milliseconds * 1000 + errorUs() };
      timer = set;
      return () => {
        if (timer === set) timer = undefined;
      };
    },
    soon(callback) {
      soon = callback;
    },
    nap(us) {
      clockUs += us + 55;
    },
  };
  /** Lets time pass until nothing is waited for, or until it is so late. */
  const run = (untilUs = Number.POSITIVE_INFINITY): void => {
    for (;;) {
      const next = soon ?? timer?.callback;
      if (next === undefined) return;
      if (soon !== undefined) {
        seen.looks += 1;
        soon = undefined;
        clockUs += 5;
      } else {
        if ((timer?.atUs ?? 0) > untilUs) break;
        clockUs = Math.max(clockUs + 5, timer?.atUs ?? 0);
        timer = undefined;
      }
      next();
    }
    clockUs = untilUs;
  };
  return { clock, seen, run };
}

describe('a schedule', () => {
  it('calls back in the order of the times, and of the making where those are the same', () => {
    const times = fc.array(fc.integer({ min: 0, max: 20 }).map((half) => half * 500));
    fc.assert(
      fc.property(times, (dues) => {
        const { clock, run } = fakeClock();
        const schedule = new Schedule(clock);
        const called: number[] = [];
        dues.forEach((dueUs, index) => {
          schedule.at(dueUs, () => called.push(index));
        });
        run();
        const expected = dues
          .map((_, index) => index)
          .sort((a, b) => (dues[a] ?? 0) - (dues[b] ?? 0) || a - b);
        expect(called).toEqual(expected);
      }),
    );
  });

  it('is exact to a tenth of a millisecond, however early or late timers fire', () => {
    const dues = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1 });
    const errors = fc.integer({ min: -1000, max: 1900 });
    fc.assert(
      fc.property(dues, errors, (all, errorUs) => {
        const { clock, run } = fakeClock(() => errorUs);
        const schedule = new Schedule(clock);
        const lateness: number[] = [];
        for (const dueUs of all) schedule.at(dueUs, () => lateness.push(clock.nowUs() - dueUs));
        run();
        expect(lateness).toHaveLength(all.length);
        expect(Math.max(...lateness.map(Math.abs))).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('waits anew where something comes up that is due before all else', () => {
    const { clock, run } = fakeClock();
    const schedule = new Schedule(clock);
    const called: string[] = [];
    schedule.at(50_000, () => called.push('later'));
    run(20_000);
    schedule.at(25_000, () => called.push('sooner'));
    run(30_000);
    expect(called).toEqual(['sooner']);
    run();
    expect(called).toEqual(['sooner', 'later']);
  });

  it('sleeps by timer through what is far off, and naps through the last two milliseconds only', () => {
    const { clock, seen, run } = fakeClock();
    new Schedule(clock).at(500_000, () => {});
    run();
    expect(seen.timers).toBe(1);
    expect(seen.looks).toBeLessThan(3000 / 55);
  });

  it('keeps to what callbacks schedule', () => {
    const { clock, run } = fakeClock();
    const schedule = new Schedule(clock);
    const called: number[] = [];
    const again = (): void => {
      called.push(clock.nowUs());
      if (called.length < 100) schedule.at(clock.nowUs() + 700, again);
    };
    schedule.at(0, again);
    run();
    expect(called).toHaveLength(100);
  });
});
