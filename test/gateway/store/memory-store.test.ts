import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/gateway/store/memory-store.ts';
import { recordBytes } from '../../../src/gateway/store/record-size.ts';
import { aStoredResponse } from '../http-cache/a-stored-response.ts';

function recordOf(bodyBytes: number) {
  return { ...aStoredResponse(['content-length', String(bodyBytes)]), body: new Uint8Array(bodyBytes) };
}

describe('MemoryStore', () => {
  it('never holds more than its bound, and counts what it pushes out', () => {
    const key = fc.integer({ min: 0, max: 40 }).map((number) => `/key/${number}`);
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ key, bodyBytes: fc.integer({ min: 0, max: 6000 }) }) },
      { weight: 1, arbitrary: fc.record({ key, bodyBytes: fc.constant(undefined) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const maxSizeBytes = 20_000;
        const counters = { evictions: 0, storeErrors: 0 };
        const store = new MemoryStore(maxSizeBytes, counters);
        const present = new Set<string>();
        for (const { key, bodyBytes } of steps) {
          if (bodyBytes === undefined) store.delete(key);
          else store.set(key, recordOf(bodyBytes));
          if (bodyBytes === undefined) present.delete(key);
          else present.add(key);
          expect(store.usage().bytes).toBeLessThanOrEqual(maxSizeBytes);
        }
        const held = [...present].filter((each) => store.get(each) !== undefined);
        const heldBytes = held.map((each) => recordBytes(store.get(each) ?? recordOf(0), each));
        expect(store.usage()).toEqual({ entries: held.length, bytes: heldBytes.reduce((a, b) => a + b, 0) });
        expect(counters.evictions).toBeGreaterThanOrEqual(present.size - held.length);
      }),
    );
  });

  it('pushes out the least recently used first', () => {
    const counters = { evictions: 0, storeErrors: 0 };
    const store = new MemoryStore(3 * recordBytes(recordOf(1000), '/a'), counters);
    for (const key of ['/a', '/b', '/c']) store.set(key, recordOf(1000));
    store.get('/a');
    store.set('/d', recordOf(1000));
    expect(['/a', '/b', '/c', '/d'].map((key) => store.get(key) !== undefined)).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(counters).toEqual({ evictions: 1, storeErrors: 0 });
  });

  it('does not take what is larger than the whole store', () => {
    const store = new MemoryStore(5000, { evictions: 0, storeErrors: 0 });
    store.set('/small', recordOf(100));
    store.set('/large', recordOf(6000));
    expect(store.get('/large')).toBeUndefined();
    expect(store.get('/small')).toBeDefined();
  });
});

describe('recordBytes', () => {
  it('counts the key, the fields, the body and the bookkeeping', () => {
    const small = recordBytes(recordOf(0), '/a');
    expect(small).toBeGreaterThan(500);
    expect(recordBytes(recordOf(0), '/abc') - small).toBe(2);
    expect(recordBytes(recordOf(9), '/a') - small).toBe(9);
  });

  it('counts the selections of a variant index', () => {
    const index = {
      kind: 'variants',
      fields: ['a'],
      generation: 'g',
      selections: [],
      usefulUntilUs: 0,
    } as const;
    const grown = { ...index, selections: ['x'.repeat(1000)] };
    expect(recordBytes(grown, '/a') - recordBytes(index, '/a')).toBeGreaterThanOrEqual(1000);
  });
});
