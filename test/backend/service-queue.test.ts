import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServiceQueue, type Visitor } from '../../src/backend/service-queue.ts';

/** Visitors that put their name on a list when they begin. */
function visitors(names: string, begun: string[]): Visitor[] {
  return [...names].map((name) => ({ begin: () => begun.push(name) }));
}

describe('ServiceQueue', () => {
  it('begins with all at once when there is no bound', () => {
    const begun: string[] = [];
    const queue = new ServiceQueue(Number.POSITIVE_INFINITY);
    for (const visitor of visitors('abc', begun)) queue.enter(visitor);
    expect(begun.join('')).toBe('abc');
  });

  it('lets those wait who find no place, and begins with them in the order they came', () => {
    const begun: string[] = [];
    const [a, b, c, d] = visitors('abcd', begun) as [Visitor, Visitor, Visitor, Visitor];
    const queue = new ServiceQueue(2);
    for (const visitor of [a, b, c, d]) queue.enter(visitor);
    expect(begun.join('')).toBe('ab');
    queue.leave(b);
    expect(begun.join('')).toBe('abc');
    queue.leave(a);
    expect(begun.join('')).toBe('abcd');
  });

  it('never begins with one who left while waiting', () => {
    const begun: string[] = [];
    const [a, b, c] = visitors('abc', begun) as [Visitor, Visitor, Visitor];
    const queue = new ServiceQueue(1);
    for (const visitor of [a, b, c]) queue.enter(visitor);
    queue.leave(b);
    queue.leave(a);
    expect(begun.join('')).toBe('ac');
  });

  it('gives back no place twice', () => {
    const begun: string[] = [];
    const [a, b, c] = visitors('abc', begun) as [Visitor, Visitor, Visitor];
    const queue = new ServiceQueue(1);
    for (const visitor of [a, b, c]) queue.enter(visitor);
    queue.leave(a);
    queue.leave(a);
    expect(begun.join('')).toBe('ab');
  });

  it('serves a long queue of visitors who are done as soon as they begin', () => {
    let served = 0;
    const queue = new ServiceQueue(1);
    const slow: Visitor = { begin() {} };
    queue.enter(slow);
    for (let index = 0; index < 50_000; index++) {
      const quick: Visitor = {
        begin() {
          served += 1;
          queue.leave(quick);
        },
      };
      queue.enter(quick);
    }
    queue.leave(slow);
    expect(served).toBe(50_000);
  });

  it('does what a plain list would do, whoever comes and goes', () => {
    const steps = fc.array(fc.record({ enters: fc.boolean(), pick: fc.nat() }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), steps, (capacity, script) => {
        const queue = new ServiceQueue(capacity);
        const begun: number[] = [];
        const expected: number[] = [];
        const present: { readonly id: number; readonly visitor: Visitor }[] = [];
        for (const [id, { enters, pick }] of script.entries()) {
          if (enters || present.length === 0) {
            const visitor = { begin: () => begun.push(id) };
            present.push({ id, visitor });
            queue.enter(visitor);
          } else {
            const [gone] = present.splice(pick % present.length, 1);
            if (gone !== undefined) queue.leave(gone.visitor);
          }
          for (const { id } of present.slice(0, capacity)) if (!expected.includes(id)) expected.push(id);
          expect(begun).toEqual(expected);
        }
      }),
    );
  });
});
