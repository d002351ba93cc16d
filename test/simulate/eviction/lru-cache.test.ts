import fc from 'fast-check';
import { LRUCache } from 'lru-cache';
import { describe, expect, it } from 'vitest';
import { access } from '../../../src/simulate/eviction/eviction-policy.ts';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import { aRoom } from '../../support/a-room.ts';

const keys = 24;
const step = fc.tuple(fc.nat(keys - 1), fc.boolean());

describe('lru-cache', () => {
  it.each([
    ['entries by max', () => 1, (capacity: number) => ({ max: capacity })],
    ['bytes by maxSize', (key: number) => 1 + ((key * 7) % 9), (capacity: number) => ({ maxSize: capacity })],
  ])('stores what the package stores, limited to so many %s', (_, weightOf, limit) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(step, { maxLength: 300 }),
        (capacity, requests) => {
          const simulated = policies['lru-cache'](aRoom({ keys, capacity }));
          const real = new LRUCache<number, true>({
            ...limit(capacity),
            ...('maxSize' in limit(capacity) && { sizeCalculation: (_value, key) => weightOf(key) }),
          } as LRUCache.Options<number, true, unknown>);
          for (const [key, isRequest] of requests) {
            if (isRequest) {
              const isHit = real.get(key) !== undefined;
              if (!isHit) real.set(key, true);
              expect(access(simulated, key, weightOf(key))).toBe(isHit);
            } else {
              real.delete(key);
              if (simulated.entries.find(key) >= 0) simulated.remove(simulated.entries.find(key));
            }
            for (let other = 0; other < keys; other++) {
              expect(simulated.entries.find(other) >= 0).toBe(real.has(other));
            }
          }
        },
      ),
    );
  });
});
