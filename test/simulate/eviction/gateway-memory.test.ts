import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalPurgeLog } from '../../../src/gateway/purge/purge-log.ts';
import { MemoryStore } from '../../../src/gateway/store/memory-store.ts';
import { encodeRecord } from '../../../src/gateway/store/record-codec.ts';
import type { KeptResponse } from '../../../src/gateway/store/store.ts';
import { logBytes } from '../../../src/simulate/cache/entry-weights.ts';
import { access } from '../../../src/simulate/eviction/eviction-policy.ts';
import { GatewayMemory } from '../../../src/simulate/eviction/gateway-memory.ts';
import { createRandom } from '../../../src/support/random.ts';
import { aKeptResponse } from '../../gateway/store/a-kept-response.ts';
import { aRoom } from '../../support/a-room.ts';
import { aKeyStream } from '../../support/key-streams.ts';

const storedUnder = (key: number): string => `3:GET22:http://127.0.0.1:40001/products/${key}`;

/** As a simulated backend answers. */
function aRecord(bodyBytes: number): KeptResponse {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'public, max-age=60',
    etag: `"v1-${bodyBytes}"`,
    'last-modified': 'Tue, 24 Nov 2026 03:00:00 GMT',
    date: 'Tue, 24 Nov 2026 03:00:01 GMT',
    'content-length': String(bodyBytes),
    'gatebench-version': '1',
    'server-timing': 'intended;dur=1.000, delay;dur=1.045, queue;dur=0.000',
  };
  return aKeptResponse(Object.entries(headers).flat(), {
    body: new Uint8Array(bodyBytes),
    etag: headers.etag,
    lastModified: headers['last-modified'],
  });
}

/** The real store and its model, which are asked alike. */
function both(maxSizeBytes: number, keys: number, bodyBytesOf: (key: number) => number) {
  const counters = { evictions: 0, storeErrors: 0 };
  const store = new MemoryStore(maxSizeBytes, new LocalPurgeLog(() => 0), counters);
  const model = new GatewayMemory(aRoom({ keys, capacity: maxSizeBytes, mostEntries: keys }));
  const records = new Map<number, KeptResponse>();
  const recordOf = (key: number): KeptResponse => {
    const record = records.get(key) ?? aRecord(bodyBytesOf(key));
    records.set(key, record);
    return record;
  };
  const weights = new Map<number, number>();
  const weightOf = (key: number): number => {
    const weight = weights.get(key) ?? logBytes(storedUnder(key).length, encodeRecord(recordOf(key)).length);
    weights.set(key, weight);
    return weight;
  };
  const ask = (key: number): readonly [real: boolean, modelled: boolean] => {
    const place = storedUnder(key);
    const isThere = store.get(place) !== undefined;
    if (!isThere) {
      store.begin(place).keep([{ variant: undefined, record: recordOf(key), usefulForUs: 0 }]);
    }
    return [isThere, access(model, key, weightOf(key))];
  };
  const invalidate = (key: number): void => {
    store.invalidate(storedUnder(key));
    const slot = model.entries.find(key);
    if (slot >= 0) model.remove(slot);
  };
  return { store, model, ask, invalidate };
}

describe('the model of what a gateway keeps in its memory', () => {
  it.each([64 * 1024, 512 * 1024, 4 * 2 ** 20])(
    'answers nearly every request of a stream as the real store of %i bytes does',
    (maxSizeBytes) => {
      const stream = aKeyStream(20_000);
      const random = createRandom(7);
      // Some are large enough for segments of their own.
      const sizes = Array.from({ length: 60_000 }, () => Math.round(400 * Math.exp(2 * random())));
      const { store, model, ask } = both(maxSizeBytes, 60_000, (key) => sizes[key] as number);
      let [realHits, modelledHits, differences] = [0, 0, 0];
      for (const key of stream) {
        const [real, modelled] = ask(key);
        realHits += Number(real);
        modelledHits += Number(modelled);
        differences += Number(real !== modelled);
      }
      expect(realHits / stream.length).toBeGreaterThan(0.05);
      expect(Math.abs(realHits - modelledHits) / stream.length).toBeLessThan(0.002);
      expect(differences / stream.length).toBeLessThan(0.01);
      expect(model.entries.weight / store.usage().bytes).toBeCloseTo(1, 1);
    },
  );

  it('decides as the real store whatever is asked, stored and invalidated, as long as nothing is an object', () => {
    const step = fc.tuple(fc.nat(30), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 50, maxLength: 300, size: 'max' }), (steps) => {
        // Objects take an eighth, and none of these fits into that.
        const { store, model, ask, invalidate } = both(8000, 31, (key) => (key * 97) % 900);
        for (const [key, what] of steps) {
          if (what === 0) invalidate(key);
          else {
            const [real, modelled] = ask(key);
            expect(modelled).toBe(real);
          }
          expect({ entries: model.entries.size, bytes: model.entries.weight }).toEqual(store.usage());
        }
      }),
    );
  });

  it('never stores more than its share, and finds what was just stored', () => {
    const step = fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 40_000 }),
        fc.array(step, { maxLength: 200 }),
        (capacity, steps) => {
          const policy = new GatewayMemory(aRoom({ keys: 41, capacity }));
          const most = capacity - Math.floor(capacity / 8);
          for (const [key, quarter] of steps) {
            const found = policy.entries.find(key);
            if (found >= 0) policy.remove(found);
            policy.insert(key, 4 * quarter);
            expect(policy.entries.find(key) >= 0).toBe(4 * quarter <= most);
            expect(policy.entries.weight).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });
});
