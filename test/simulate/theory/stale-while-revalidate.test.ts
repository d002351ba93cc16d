import { describe, expect, it } from 'vitest';
import { staleWhileRevalidate } from '../../../src/simulate/theory/stale-while-revalidate.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

describe('stale-while-revalidate', () => {
  it('waits and answers stale as often as simulated', () => {
    const gap = exponentials(51);
    let [now, storedAt] = [0, -10];
    const batches = inBatches(40, () => {
      let [waiting, stale] = [0, 0];
      for (let request = 0; request < 10_000; request++) {
        now += gap() / 3;
        const age = now - storedAt;
        if (age < 0.7) continue;
        if (age < 0.7 + 0.4) stale += 1;
        else waiting += 1;
        storedAt = now;
      }
      return { waiting: waiting / 10_000, stale: stale / 10_000 };
    });
    const theory = staleWhileRevalidate(3, 0.7e6, 0.4e6);
    expectAgreement(
      theory.waiting,
      batches.map(({ waiting }) => waiting),
    );
    expectAgreement(
      theory.stale,
      batches.map(({ stale }) => stale),
    );
  });

  it('asks the origin no less, but nobody waits where the window has no end', () => {
    expect(staleWhileRevalidate(3, 1e6, 0)).toEqual({ waiting: 0.25, stale: 0, calls: 0.25 });
    expect(staleWhileRevalidate(3, 1e6, Number.POSITIVE_INFINITY)).toEqual({
      waiting: 0,
      stale: 0.25,
      calls: 0.25,
    });
  });
});
