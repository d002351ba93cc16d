import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsWithoutCollapsing, delayedHits } from '../../../src/simulate/theory/delayed-hits.ts';
import { callsPerExpiry } from '../../../src/simulate/theory/nodes.ts';
import { createRandom } from '../../../src/support/random.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

const perBatch = 15_000;

/** One key whose misses wait for the fetch under way; times in seconds. */
function collapsing({ rate, ttl, fetch }: { rate: number; ttl: number; fetch: () => number }) {
  const gap = exponentials(41);
  let [now, fetchedAt, freshUntil] = [0, 0, 0];
  return inBatches(40, () => {
    let [misses, delayed, latency] = [0, 0, 0];
    for (let request = 0; request < perBatch; request++) {
      now += gap() / rate;
      if (now >= freshUntil) {
        misses += 1;
        fetchedAt = now + fetch();
        freshUntil = fetchedAt + ttl;
      } else if (now < fetchedAt) delayed += 1;
      latency += Math.max(0, fetchedAt - now);
    }
    return { misses: misses / perBatch, delayed: delayed / perBatch, latency: latency / perBatch };
  });
}

/** Each miss fetches for itself, and what comes late is stored once more. */
function herding({ rate, ttl, fetch }: { rate: number; ttl: number; fetch: number }): number[] {
  const gap = exponentials(42);
  const underWay: number[] = [];
  let [now, next, freshUntil] = [0, 0, 0];
  return inBatches(40, () => {
    let calls = 0;
    for (let request = 0; request < perBatch; request++) {
      now += gap() / rate;
      for (let done = underWay[next]; done !== undefined && done <= now; done = underWay[++next]) {
        freshUntil = done + ttl;
      }
      if (now < freshUntil) continue;
      calls += 1;
      underWay.push(now + fetch);
    }
    return calls / perBatch;
  });
}

describe('fetches that take their time', () => {
  const key = { perSecond: 10, fetchUs: 0.2e6, ttlUs: 0.5e6 };

  it('are waited for by whoever comes meanwhile, for a fixed time', () => {
    const theory = delayedHits({ ...key, squaredFetchUs: 0.2e6 ** 2 });
    const batches = collapsing({ rate: 10, ttl: 0.5, fetch: () => 0.2 });
    expectAgreement(
      theory.misses,
      batches.map(({ misses }) => misses),
    );
    expectAgreement(
      theory.delayed,
      batches.map(({ delayed }) => delayed),
    );
    expectAgreement(
      theory.meanLatencyUs / 1e6,
      batches.map(({ latency }) => latency),
    );
    expect(theory).toMatchObject({ misses: 1 / 8, delayed: 2 / 8, hits: 5 / 8 });
  });

  it('are waited for by whoever comes meanwhile, for an exponential time', () => {
    const theory = delayedHits({ ...key, squaredFetchUs: 2 * 0.2e6 ** 2 });
    const fetch = exponentials(43);
    const batches = collapsing({ rate: 10, ttl: 0.5, fetch: () => 0.2 * fetch() });
    expectAgreement(
      theory.misses,
      batches.map(({ misses }) => misses),
    );
    expectAgreement(
      theory.delayed,
      batches.map(({ delayed }) => delayed),
    );
    expectAgreement(
      theory.meanLatencyUs / 1e6,
      batches.map(({ latency }) => latency),
    );
  });

  it('are made by all at once where nothing collapses them', () => {
    expectAgreement(callsWithoutCollapsing(10, 0.2e6, 0.5e6), herding({ rate: 10, ttl: 0.5, fetch: 0.2 }));
  });

  it('make a thousand calls of one, for a thousand requests a second and an answer in one', () => {
    const together = delayedHits({ perSecond: 1000, fetchUs: 1e6, squaredFetchUs: 1e12, ttlUs: 1e12 }).misses;
    expect(callsWithoutCollapsing(1000, 1e6, 1e12) / together).toBeCloseTo(1001, 0);
  });

  it('leave shares that are all requests, and calls that lie between one and all', () => {
    const time = fc.double({ min: 0, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        time,
        time,
        (perSecond, fetchUs, ttlUs) => {
          const { misses, delayed, hits } = delayedHits({
            perSecond,
            fetchUs,
            squaredFetchUs: fetchUs ** 2,
            ttlUs,
          });
          expect(misses + delayed + hits).toBeCloseTo(1, 9);
          const herd = callsWithoutCollapsing(perSecond, fetchUs, ttlUs);
          expect(herd).toBeGreaterThanOrEqual(misses * (1 - 1e-9));
          expect(herd).toBeLessThanOrEqual(misses * (1 + (perSecond * fetchUs) / 1e6) * (1 + 1e-9));
        },
      ),
    );
  });

  it('cost a call for each of the nodes that is asked meanwhile', () => {
    const random = createRandom(44);
    const gap = exponentials(45);
    const batches = inBatches(40, () => {
      let calls = 0;
      for (let expiry = 0; expiry < 1000; expiry++) {
        const asked = new Set<number>();
        for (let now = 0; now < 0.2; now += gap() / 10) asked.add(Math.floor(random() * 3));
        calls += asked.size;
      }
      return calls / 1000;
    });
    expectAgreement(callsPerExpiry(10, 0.2e6, 3), batches);
    expect(callsPerExpiry(1e6, 1e6, 3)).toBeCloseTo(3, 9);
    expect(callsPerExpiry(10, 0, 3)).toBe(1);
    expect(callsPerExpiry(10, 1e6, 1)).toBe(1);
  });
});
