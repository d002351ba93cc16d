import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  meanAgeOfHitsUs,
  meanAgeOfReadsUs,
  meanTimeOutOfDateUs,
  staleShareOfHits,
  staleShareOfReads,
  ttlForStaleShareUs,
} from '../../../src/simulate/theory/freshness.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

/** One key that is read and changed at random; times in units of a second. */
function simulate({ reads, changes, ttl }: { reads: number; changes: number; ttl: number }) {
  const gap = exponentials(31);
  let [now, storedAt, changedAt, nextChange] = [0, -ttl, 0, gap() / changes];
  /** When the first change after the last store came. */
  let outOfDateSince = Number.POSITIVE_INFINITY;
  return inBatches(40, () => {
    let [hits, stale, age, outOfDate] = [0, 0, 0, 0];
    const readsInBatch = 20_000;
    for (let read = 0; read < readsInBatch; read++) {
      now += gap() / reads;
      for (; nextChange <= now; nextChange += gap() / changes) {
        changedAt = nextChange;
        outOfDateSince = Math.min(outOfDateSince, changedAt);
      }
      if (now - storedAt >= ttl) {
        [storedAt, outOfDateSince] = [now, Number.POSITIVE_INFINITY];
        continue;
      }
      hits += 1;
      age += now - storedAt;
      if (outOfDateSince <= now) {
        stale += 1;
        outOfDate += now - outOfDateSince;
      }
    }
    return {
      staleOfReads: stale / readsInBatch,
      staleOfHits: stale / hits,
      ageOfHits: age / hits,
      ageOfReads: age / readsInBatch,
      outOfDate: outOfDate / hits,
    };
  });
}

describe('the freshness that a lifetime costs', () => {
  it('is .3607 of reads that are stale, for 50 reads in a lifetime and one change', () => {
    expect(staleShareOfReads({ readsPerSecond: 50, changesPerSecond: 1, ttlUs: 1e6 })).toBeCloseTo(0.3607, 4);
  });

  it('is as simulated', () => {
    const batches = simulate({ reads: 10, changes: 2, ttl: 0.8 });
    const [reads, ttlUs] = [{ readsPerSecond: 10, changesPerSecond: 2 }, 0.8e6];
    expectAgreement(
      staleShareOfReads({ ...reads, ttlUs }),
      batches.map(({ staleOfReads }) => staleOfReads),
    );
    expectAgreement(
      staleShareOfHits(2, ttlUs),
      batches.map(({ staleOfHits }) => staleOfHits),
    );
    expectAgreement(
      meanAgeOfHitsUs(ttlUs) / 1e6,
      batches.map(({ ageOfHits }) => ageOfHits),
    );
    expectAgreement(
      meanAgeOfReadsUs(10, ttlUs) / 1e6,
      batches.map(({ ageOfReads }) => ageOfReads),
    );
    expectAgreement(
      meanTimeOutOfDateUs(2, ttlUs) / 1e6,
      batches.map(({ outOfDate }) => outOfDate),
    );
  });

  it('loses no digits where changes are rare, and none where they are many', () => {
    expect(staleShareOfHits(1e-9, 1e6) / 0.5e-9).toBeCloseTo(1, 8);
    expect(meanTimeOutOfDateUs(1e-9, 1e6) / (1e6 * 1e-9)).toBeCloseTo(1 / 6, 8);
    expect(staleShareOfHits(1e9, 1e6)).toBeCloseTo(1, 8);
    expect(meanTimeOutOfDateUs(1e9, 1e6)).toBeCloseTo(0.5e6, 1);
    expect(staleShareOfHits(1, Number.POSITIVE_INFINITY)).toBe(1);
    expect(staleShareOfHits(0, Number.POSITIVE_INFINITY)).toBe(0);
    // Where series and closed form meet.
    expect(staleShareOfHits(0.5 - 1e-12, 1e6)).toBeCloseTo(staleShareOfHits(0.5, 1e6), 11);
    expect(meanTimeOutOfDateUs(0.5 - 1e-12, 1e6)).toBeCloseTo(meanTimeOutOfDateUs(0.5, 1e6), 5);
  });

  it('is what a budget allows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 0.999, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (share, changes) => {
          expect(
            Math.abs(staleShareOfHits(changes, ttlForStaleShareUs(changes, share)) / share - 1),
          ).toBeLessThan(1e-9);
        },
      ),
    );
    expect(ttlForStaleShareUs(1, 1e-6)).toBeCloseTo(2, 4);
    expect(ttlForStaleShareUs(0, 0.1)).toBe(Number.POSITIVE_INFINITY);
    expect(ttlForStaleShareUs(1, 0)).toBe(0);
    expect(() => ttlForStaleShareUs(1, 1)).toThrow(RangeError);
  });
});
