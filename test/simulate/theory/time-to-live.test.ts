import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { privateOriginPerSecond, privateTtlHitRatio } from '../../../src/simulate/theory/nodes.ts';
import {
  slidingTtlHitRatio,
  ttlHitRatio,
  ttlOriginPerSecond,
} from '../../../src/simulate/theory/time-to-live.ts';
import { createRandom } from '../../../src/support/random.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

const perSecond = 4;
const ttlUs = 500_000;

/** Hit ratios of one key, at nodes that requests go to at random. */
function simulate({ nodes = 1, renews = false }): number[] {
  const gap = exponentials(5);
  const random = createRandom(6);
  const freshUntil = new Float64Array(nodes);
  let now = 0;
  return inBatches(40, () => {
    let hits = 0;
    for (let request = 0; request < 10_000; request++) {
      now += (gap() / perSecond) * 1e6;
      const node = Math.floor(random() * nodes);
      const isHit = now < (freshUntil[node] as number);
      hits += Number(isHit);
      if (!isHit || renews) freshUntil[node] = now + ttlUs;
    }
    return hits / 10_000;
  });
}

const rate = fc.double({ min: 0, max: 1e9, noNaN: true });
const time = fc.double({ min: 0, max: 1e15, noNaN: true });

describe('a lifetime', () => {
  it('that hits do not renew gives λt ÷ (1 + λt)', () => {
    expect(ttlHitRatio(perSecond, ttlUs)).toBeCloseTo(2 / 3, 12);
    expectAgreement(ttlHitRatio(perSecond, ttlUs), simulate({}));
  });

  it('that hits renew gives 1 − e^-λt', () => {
    expectAgreement(slidingTtlHitRatio(perSecond, ttlUs), simulate({ renews: true }));
  });

  it('counts for less at each of several nodes', () => {
    expectAgreement(privateTtlHitRatio(perSecond, ttlUs, 4), simulate({ nodes: 4 }));
  });

  it('asks the origin for what is no hit, and never more than once a lifetime and node', () => {
    fc.assert(
      fc.property(
        rate,
        fc.double({ min: 1, max: 1e12, noNaN: true }),
        fc.integer({ min: 1, max: 64 }),
        (l, t, nodes) => {
          const origin = privateOriginPerSecond(l, t, nodes);
          expect(origin).toBeLessThanOrEqual(((nodes * 1e6) / t) * (1 + 1e-12));
          expect(Math.abs(origin - l * (1 - privateTtlHitRatio(l, t, nodes)))).toBeLessThanOrEqual(
            1e-6 * (1 + l),
          );
          expect(origin).toBeGreaterThanOrEqual(ttlOriginPerSecond(l, t));
        },
      ),
    );
  });

  it('gives more hits when it is longer, between none and all', () => {
    fc.assert(
      fc.property(
        rate,
        time,
        time,
        fc.constantFrom(ttlHitRatio, slidingTtlHitRatio),
        (l, one, other, ratio) => {
          const [less, more] = [ratio(l, Math.min(one, other)), ratio(l, Math.max(one, other))];
          expect(less).toBeLessThanOrEqual(more);
          expect(less).toBeGreaterThanOrEqual(0);
          expect(more).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('knows nothing and for ever', () => {
    expect(ttlHitRatio(0, Number.POSITIVE_INFINITY)).toBe(0);
    expect(ttlHitRatio(1, 0)).toBe(0);
    expect(ttlHitRatio(1, Number.POSITIVE_INFINITY)).toBe(1);
    expect(ttlHitRatio(1e-9, 1)).toBeCloseTo(1e-15, 25);
    expect(() => ttlHitRatio(-1, 1)).toThrow(RangeError);
    expect(() => ttlHitRatio(1, Number.NaN)).toThrow(RangeError);
  });
});
