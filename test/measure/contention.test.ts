import { describe, expect, it } from 'vitest';
import { contentionBetween, type MachineTimes } from '../../src/measure/contention.ts';

/** As the files in /proc look, with what matters filled in. Ticks are 10 ms. */
function machine({
  seconds = 0,
  busy = 0,
  idle = 0,
  steal = 0,
  waitedUs = 0,
  processes = [] as readonly string[],
}): MachineTimes {
  return {
    atUs: seconds * 1e6,
    stat: `cpu  ${busy} 0 0 ${idle} 0 77 88 ${steal} 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n`,
    pressure: `some avg10=0.79 avg60=1.11 avg300=6.78 total=${waitedUs}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n`,
    processes,
    ancestor: 100,
  };
}

const process = (pid: number, parent: number, ticks: number, ended = 0, name = 'node') =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194560 1 2 3 4 ${ticks} 0 ${ended} 0 20 0 1 0 5 6 7`;

describe('contentionBetween', () => {
  it('takes from what the cores did what the run and all below it did', () => {
    const before = machine({ processes: [process(100, 1, 50), process(101, 100, 200), process(7, 1, 900)] });
    const after = machine({
      seconds: 10,
      busy: 1500,
      idle: 500,
      processes: [process(100, 1, 60), process(101, 100, 700), process(102, 101, 490), process(7, 1, 1400)],
    });
    // Of 15 core-seconds 10 were our own.
    expect(contentionBetween(before, after).othersCores).toBeCloseTo(0.5);
  });

  it('counts what a process used that has ended in the meantime as our own', () => {
    const before = machine({ processes: [process(100, 1, 0), process(101, 100, 300)] });
    const after = machine({ seconds: 10, busy: 500, idle: 1500, processes: [process(100, 1, 0, 800)] });
    expect(contentionBetween(before, after).othersCores).toBe(0);
  });

  it('reads names of processes that hold spaces and parentheses', () => {
    const before = machine({ processes: [process(100, 1, 0), process(101, 100, 0, 0, 'a) S 1 (b')] });
    const after = machine({
      seconds: 1,
      busy: 100,
      processes: [process(100, 1, 0), process(101, 100, 75, 0, 'a) S 1 (b')],
    });
    expect(contentionBetween(before, after).othersCores).toBeCloseTo(0.25);
  });

  it('tells how much of the time went to other machines, and in how much of it somebody waited for a core', () => {
    const after = machine({ seconds: 2, busy: 165, idle: 50, steal: 20, waitedUs: 500_000 });
    const contention = contentionBetween(machine({}), after);
    expect(contention.stealRatio).toBeCloseTo(20 / 235);
    expect(contention.cpuPressureRatio).toBeCloseTo(0.25);
  });

  it('never tells of less than nothing, though the clocks of the system are coarse', () => {
    const after = machine({ seconds: 1, busy: 10, idle: 190, processes: [process(100, 1, 12)] });
    expect(contentionBetween(machine({}), after).othersCores).toBe(0);
  });

  it('knows nothing where the system does not tell', () => {
    const silent = { ...machine({}), stat: undefined, pressure: undefined };
    expect(contentionBetween(silent, { ...silent, atUs: 1e6 })).toEqual({});
  });
});
