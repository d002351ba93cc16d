import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakEvenHitRatio, meanWithCache } from '../../../src/simulate/theory/break-even.ts';
import { kneePerSecond, utilisationAfterFlush } from '../../../src/simulate/theory/knee.ts';
import { bestCount, roofPerSecond, scaledPerSecond } from '../../../src/simulate/theory/scalability.ts';
import { createRandom } from '../../../src/support/random.ts';
import { expectAgreement, inBatches } from './batches.ts';

describe('what a cache costs', () => {
  const cost = { lookUp: 2, fetch: 20, store: 3 };

  it('is as simulated', () => {
    const random = createRandom(81);
    const batches = inBatches(30, () => {
      let sum = 0;
      for (let request = 0; request < 10_000; request++) {
        sum += cost.lookUp + (random() < 0.7 ? 0 : cost.fetch + cost.store);
      }
      return sum / 10_000;
    });
    expectAgreement(meanWithCache(cost, 0.7), batches, 20);
  });

  it('is what there is without one at the break-even', () => {
    const positive = fc.double({ min: 0.01, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, (lookUp, fetch, store) => {
        const some = { lookUp, fetch, store };
        expect(Math.abs(meanWithCache(some, breakEvenHitRatio(some)) / fetch - 1)).toBeLessThan(1e-6);
      }),
    );
    expect(breakEvenHitRatio({ lookUp: 2, fetch: 20, store: 0 })).toBe(0.1);
    expect(breakEvenHitRatio({ lookUp: 30, fetch: 20, store: 0 })).toBeGreaterThan(1);
  });
});

describe('the knee', () => {
  it('lies ten times as far out where nine of ten are hits', () => {
    expect(kneePerSecond(640, 0.9)).toBeCloseTo(6400, 9);
    expect(kneePerSecond(640, 0)).toBe(640);
    expect(kneePerSecond(640, 1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is passed by a flush where the backend was busier than misses are frequent', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (busy, hits) => {
          fc.pre(Math.abs(busy - (1 - hits)) > 1e-9);
          expect(utilisationAfterFlush(busy, hits) > 1).toBe(busy > 1 - hits);
        },
      ),
    );
  });
});

describe('the universal scalability law', () => {
  it('is linear without contention, and one alone is one', () => {
    const linear = { alonePerSecond: 100, contention: 0, coherency: 0 };
    expect(scaledPerSecond(linear, 64)).toBe(6400);
    expect([bestCount(linear), roofPerSecond(linear)]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect(scaledPerSecond({ alonePerSecond: 100, contention: 0.3, coherency: 0.1 }, 1)).toBe(100);
  });

  it('has its peak at the best count, and stays below the roof', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.9, noNaN: true }),
        fc.double({ min: 1e-6, max: 0.05, noNaN: true }),
        (contention, coherency) => {
          const law = { alonePerSecond: 100, contention, coherency };
          const best = bestCount(law);
          const there = scaledPerSecond(law, best);
          expect(there).toBeLessThanOrEqual(roofPerSecond(law));
          for (const count of [Math.max(1, best * 0.9), best * 1.1]) {
            expect(scaledPerSecond(law, count)).toBeLessThanOrEqual(there);
          }
        },
      ),
    );
  });
});
