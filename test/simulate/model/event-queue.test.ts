import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../src/simulate/model/event-queue.ts';

describe('An event queue', () => {
  it('lets everything happen in the order of its time, and of one time as it was scheduled', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 3000 }), (times) => {
        const queue = new EventQueue();
        const happened: number[] = [];
        const kind = queue.kind((about) => happened.push(about));
        for (const [about, atUs] of times.entries()) queue.schedule(atUs, kind, about);
        while (!queue.isEmpty) queue.next();
        const expected = [...times.keys()].sort(
          (one, other) => (times[one] as number) - (times[other] as number) || one - other,
        );
        expect(happened).toEqual(expected);
      }),
    );
  });

  it('takes in what is scheduled while it happens, and tells the time of it', () => {
    const queue = new EventQueue();
    const happened: [number, number][] = [];
    const kind = queue.kind((about) => {
      happened.push([queue.nowUs, about]);
      if (about < 3) queue.schedule(queue.nowUs + 10, kind, about + 1);
    });
    queue.schedule(5, kind, 0);
    queue.schedule(16, kind, 100);
    while (!queue.isEmpty) queue.next();
    expect(happened).toEqual([
      [5, 0],
      [15, 1],
      [16, 100],
      [25, 2],
      [35, 3],
    ]);
  });
});
