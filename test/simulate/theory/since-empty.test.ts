import { describe, it } from 'vitest';
import { whileFilling } from '../../../src/simulate/theory/since-empty.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

const gap = exponentials(7);

/** What random readers find of one key between two times, in a cache that is empty at first, over many such beginnings. */
function simulate(
  [reads, ends, changes]: readonly [number, number, number],
  { from, to }: { readonly from: number; readonly to: number },
) {
  let [read, stored, outOfDate, age] = [0, 0, 0, 0];
  for (let run = 0; run < 4000; run++) {
    let [storedAt, changedAt] = [Number.NaN, Number.NaN];
    let [nextRead, nextEnd, nextChange] = [gap() / reads, gap() / ends, gap() / changes];
    while (nextRead < to || nextEnd < to || nextChange < to) {
      if (nextEnd <= nextRead && nextEnd <= nextChange) {
        storedAt = Number.NaN;
        nextEnd += gap() / ends;
      } else if (nextChange <= nextRead) {
        changedAt = nextChange;
        nextChange += gap() / changes;
      } else {
        const isHit = !Number.isNaN(storedAt);
        if (nextRead >= from && nextRead < to) {
          read += 1;
          stored += Number(isHit);
          outOfDate += Number(isHit && changedAt > storedAt);
          age += isHit ? nextRead - storedAt : 0;
        }
        if (!isHit) storedAt = nextRead;
        nextRead += gap() / reads;
      }
    }
  }
  return { stored: stored / read, outOfDate: outOfDate / read, age: age / read };
}

describe('a key since its cache was empty', () => {
  it.each([
    [2, 0, 0, { from: 0, to: 1 }],
    [2, 0, 0.5, { from: 1, to: 3 }],
    [1, 0.5, 0.25, { from: 0.5, to: 2 }],
    // Both of the rates that decide what is up to date are alike.
    [1, 0.5, 1, { from: 0, to: 2 }],
    [0.05, 0.2, 1, { from: 1, to: 5 }],
  ])('is as simulated: %d reads, %d writes and %d changes a second, %j', (reads, ends, changes, stretch) => {
    const rates = { perSecond: reads, endsPerSecond: ends, unheardPerSecond: changes };
    const theory = whileFilling(rates, { fromUs: stretch.from * 1e6, toUs: stretch.to * 1e6 });
    const batches = inBatches(60, () => simulate([reads, ends, changes], stretch));
    expectAgreement(
      theory.stored,
      batches.map(({ stored }) => stored),
    );
    expectAgreement(
      theory.outOfDate,
      batches.map(({ outOfDate }) => outOfDate),
    );
    expectAgreement(
      theory.ageUs / 1e6,
      batches.map(({ age }) => age),
    );
  });
});
