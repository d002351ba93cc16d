import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesBetween } from '../../../src/report/comparison/differences.ts';

describe('differencesBetween', () => {
  it('names each leaf that differs by its path', () => {
    const one = { load: { connections: 10 }, routes: [{ weight: 1 }, { weight: 2 }], seed: 1, old: [1] };
    const other = { load: { connections: 20 }, routes: [{ weight: 1 }, { weight: 3 }], seed: 1, young: null };
    expect(differencesBetween(one, other)).toEqual([
      { path: 'load.connections', one: 10, other: 20 },
      { path: 'routes[1].weight', one: 2, other: 3 },
      { path: 'old', one: [1], other: undefined },
      { path: 'young', one: undefined, other: null },
    ]);
  });

  it('tells members with names apart by them, so that one more does not move the others', () => {
    const [memory, redis] = [
      { name: 'memory', ttl: 5 },
      { name: 'redis', ttl: 5 },
    ];
    expect(differencesBetween({ strategies: [memory, redis] }, { strategies: [redis] })).toEqual([
      { path: 'strategies.memory', one: memory, other: undefined },
    ]);
    expect(differencesBetween([memory, redis], [{ ...memory, ttl: 6 }, redis])).toEqual([
      { path: 'memory.ttl', one: 5, other: 6 },
    ]);
  });

  it('does not take an array for an object with numbers for keys', () => {
    expect(differencesBetween({ a: [] }, { a: {} })).toEqual([{ path: 'a', one: [], other: {} }]);
    expect(differencesBetween(null, {})).toHaveLength(1);
  });

  it('finds none between equal documents, and some between others', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(differencesBetween(one, structuredClone(one))).toEqual([]);
        const areEqual = JSON.stringify(one) === JSON.stringify(other);
        if (!areEqual) expect(differencesBetween(one, { wrapped: other }).length).toBeGreaterThan(0);
      }),
    );
  });
});
