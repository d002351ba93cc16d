import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashIndex, noSlot } from '../../../src/simulate/eviction/key-index.ts';

const most = 16;

describe('an index by hash', () => {
  it('knows what a map knows, whatever is put in and taken out, of keys that meet', () => {
    // Few keys far apart and many close by: probes run into each other and around the end.
    const key = fc.oneof(
      fc.nat(40),
      fc.integer({ min: 0, max: 0xfffffffe }),
      fc.nat(7).map((n) => n * 0x10000000),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 300 }), (steps) => {
        const index = new HashIndex(most);
        const known = new Map<number, number>();
        steps.forEach(([number, isPut], slot) => {
          if (isPut && (known.size < most || known.has(number))) {
            index.set(number, slot);
            known.set(number, slot);
          } else {
            index.delete(number);
            known.delete(number);
          }
          for (const [asked] of steps) expect(index.get(asked)).toBe(known.get(asked) ?? noSlot);
        });
      }),
    );
  });
});
