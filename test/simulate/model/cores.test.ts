import { describe, expect, it } from 'vitest';
import { Cores, Process } from '../../../src/simulate/model/cores.ts';
import { EventQueue } from '../../../src/simulate/model/event-queue.ts';

/** Processes on so many cores, whose work takes as many µs as it is about; and when which piece ended. */
function processesOn(cores: number, count: number, wakeUs = 0) {
  const queue = new EventQueue();
  const shared = new Cores(queue, cores);
  const ended: { readonly process: number; readonly atUs: number }[] = [];
  const submits = Array.from({ length: count }, (_, number) => {
    const process = new Process(shared, wakeUs);
    const kind = process.kind({
      begin: (us) => us,
      end: () => ended.push({ process: number, atUs: queue.nowUs }),
    });
    return (us: number) => process.submit(kind, us);
  });
  return {
    submits,
    run: () => {
      while (!queue.isEmpty) queue.next();
      return ended;
    },
  };
}

describe('A process', () => {
  it('does one piece of work after the other, even where there is more than one core', () => {
    const { submits, run } = processesOn(4, 1);
    for (const us of [10, 20, 5]) submits[0]?.(us);
    expect(run().map(({ atUs }) => atUs)).toEqual([10, 30, 35]);
  });

  it('takes longer where it was idle', () => {
    const { submits, run } = processesOn(1, 1, 7);
    for (const us of [10, 20]) submits[0]?.(us);
    expect(run().map(({ atUs }) => atUs)).toEqual([17, 37]);
  });
});

describe('Cores', () => {
  it('are had in turn, for one piece of work at a time', () => {
    const { submits, run } = processesOn(1, 2);
    for (const us of [10, 10]) submits[0]?.(us);
    for (const us of [3, 3]) submits[1]?.(us);
    expect(run()).toEqual([
      { process: 0, atUs: 10 },
      { process: 1, atUs: 13 },
      { process: 0, atUs: 23 },
      { process: 1, atUs: 26 },
    ]);
  });

  it('work beside each other for different processes', () => {
    const { submits, run } = processesOn(2, 3);
    for (const submit of submits) submit(10);
    expect(run().map(({ atUs }) => atUs)).toEqual([10, 10, 20]);
  });
});
