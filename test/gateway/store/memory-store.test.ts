import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalPurgeLog } from '../../../src/gateway/purge/purge-log.ts';
import { MemoryStore } from '../../../src/gateway/store/memory-store.ts';
import { recordBytes } from '../../../src/gateway/store/record-size.ts';
import type { KeptResponse } from '../../../src/gateway/store/store.ts';
import { aKeptResponse } from './a-kept-response.ts';

function recordOf(bodyBytes: number) {
  return aKeptResponse(['content-length', String(bodyBytes)], { body: new Uint8Array(bodyBytes) });
}

function startStore(maxSizeBytes: number) {
  const counters = { evictions: 0, storeErrors: 0 };
  const store = new MemoryStore(maxSizeBytes, new LocalPurgeLog(() => 0), counters);
  const set = (key: string, bodyBytes: number, variant?: string) =>
    store.begin(key).keep([{ variant, record: recordOf(bodyBytes), usefulForUs: 0 }]);
  return { store, set, counters };
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
        const { store, set, counters } = startStore(maxSizeBytes);
        const present = new Set<string>();
        for (const { key, bodyBytes } of steps) {
          if (bodyBytes === undefined) store.invalidate(key);
          else set(key, bodyBytes);
          if (bodyBytes === undefined) present.delete(key);
          else present.add(key);
          expect(store.usage().bytes).toBeLessThanOrEqual(maxSizeBytes);
        }
        const held = [...present].filter((each) => store.get(each) !== undefined);
        expect(store.usage().entries).toBe(held.length);
        expect(counters.evictions).toBeGreaterThanOrEqual(present.size - held.length);
      }),
    );
  });

  it('pushes out what nobody asks for, and keeps what is asked for again and again', () => {
    const { store, set, counters } = startStore(200_000);
    set('/hot', 100);
    for (let at = 0; at < 2000; at++) {
      set(`/${at}`, 100);
      expect(store.get('/hot')).toBeDefined();
    }
    expect(store.get('/0')).toBeUndefined();
    expect(store.get('/1999')).toBeDefined();
    expect(counters.evictions).toBe(2001 - store.usage().entries);
  });

  it('gives records that stay as they are while others take their place', () => {
    const { store, set } = startStore(20_000);
    store
      .begin('/a')
      .keep([
        { variant: undefined, record: aKeptResponse([], { body: Buffer.from('mine') }), usefulForUs: 0 },
      ]);
    const record = store.get('/a') as KeptResponse;
    for (let at = 0; at < 1000; at++) set(`/${at}`, 200);
    expect(String(record.body)).toBe('mine');
  });

  it('does not take what is larger than the whole store', () => {
    const { store, set } = startStore(5000);
    set('/small', 100);
    set('/large', 6000);
    expect(store.get('/large')).toBeUndefined();
    expect(store.get('/small')).toBeDefined();
  });

  it('keeps nothing that was asked for before its key was invalidated, or everything was cleared', () => {
    const { store, set } = startStore(50_000);
    for (const invalidate of [() => store.invalidate('/a'), () => store.clear()]) {
      const ticket = store.begin('/a');
      invalidate();
      expect(ticket.isOutdated()).toBe(true);
      ticket.keep([{ variant: undefined, record: recordOf(10), usefulForUs: 0 }]);
      expect(store.get('/a')).toBeUndefined();
    }
    set('/a', 10);
    expect(store.get('/a')).toBeDefined();
  });

  it('throws out the variants that it is told to', () => {
    const { store, set } = startStore(50_000);
    for (const variant of ['v:1', 'v:2']) set('/a', 10, variant);
    store.invalidate('/a', ['v:1']);
    expect([store.get('/a', 'v:1'), store.get('/a', 'v:2')?.kind]).toEqual([undefined, 'response']);
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
