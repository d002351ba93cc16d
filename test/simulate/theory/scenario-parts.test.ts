import { describe, expect, it } from 'vitest';
import type { CacheSettings, Route } from '../../../src/scenario/scenario.ts';
import { meanOf, squaredVariationOf, valuesUpTo } from '../../../src/simulate/theory/distribution-moments.ts';
import { routeLifetime } from '../../../src/simulate/theory/route-lifetime.ts';
import { createSampler, type Distribution } from '../../../src/support/distribution.ts';
import { createRandom } from '../../../src/support/random.ts';
import { aScenario } from '../../support/a-scenario.ts';
import { expectAgreement, inBatches } from './batches.ts';

describe('the moments of a distribution', () => {
  it.each<Distribution>([
    { kind: 'constant', value: 0.7 },
    { kind: 'uniform', min: 0.2, max: 1.4 },
    { kind: 'lognormal', median: 0.5, p99: 1.5 },
    { kind: 'bimodal', fast: 0.3, slow: 1.2, slowShare: 0.1 },
  ])('are those of what is drawn: %j', (distribution) => {
    const draw = createSampler(distribution, createRandom(17));
    const batches = inBatches(30, () => {
      const values = Array.from({ length: 10_000 }, draw);
      const small = values.filter((value) => value <= 0.8);
      const sum = (some: readonly number[], power: number): number =>
        some.reduce((all, one) => all + one ** power, 0);
      const mean = sum(values, 1) / values.length;
      return {
        mean,
        variation: sum(values, 2) / values.length / mean ** 2 - 1,
        share: small.length / values.length,
        small: sum(small, 1) / small.length,
      };
    });
    expectAgreement(
      meanOf(distribution),
      batches.map(({ mean }) => mean),
    );
    expectAgreement(
      squaredVariationOf(distribution),
      batches.map(({ variation }) => variation),
    );
    const upTo = valuesUpTo(distribution, 0.8);
    expectAgreement(
      upTo.share,
      batches.map(({ share }) => share),
    );
    expectAgreement(
      upTo.mean,
      batches.map(({ small }) => small),
    );
  });

  it('know of nothing below the least, and of all below the most', () => {
    expect(valuesUpTo({ kind: 'constant', value: 2 }, 1)).toEqual({ share: 0, mean: 0 });
    expect(valuesUpTo({ kind: 'uniform', min: 2, max: 4 }, 1)).toEqual({ share: 0, mean: 0 });
    expect(valuesUpTo({ kind: 'uniform', min: 2, max: 4 }, 9)).toEqual({ share: 1, mean: 3 });
    expect(valuesUpTo({ kind: 'lognormal', median: 2, p99: 2 }, 1)).toEqual({ share: 0, mean: 0 });
    expect(squaredVariationOf({ kind: 'constant', value: 0 })).toBe(0);
  });
});

describe('the lifetime of a route', () => {
  const { routes, strategies } = aScenario();
  const [route] = routes as [Route];
  const cache = strategies[0]?.cache as CacheSettings;
  const ttlSeconds = (headers: Record<string, string>, settings: Partial<CacheSettings> = {}): number =>
    routeLifetime({ ...route, headers }, { ...cache, ...settings }).ttlUs / 1e6;

  it.each([
    [{ 'cache-control': 'public, max-age=60' }, 60],
    [{ 'cache-control': 'max-age=60, s-maxage=5' }, 5],
    [{ 'cache-control': 'Max-Age="7"' }, 7],
    [{ 'cache-control': 'max-age=60', 'cdn-cache-control': 'max-age=9' }, 9],
    [{ 'cache-control': 'no-store, max-age=60' }, 0],
    [{ 'cache-control': 'private, max-age=60' }, 0],
    [{ 'cache-control': 'no-cache, max-age=60' }, 0],
    [{ 'cache-control': 'max-age=60', 'set-cookie': 'a=b' }, 0],
    [{ 'cache-control': 'max-age=60', vary: '*' }, 0],
    [{ 'cache-control': 'max-age=1.5' }, 0],
    [{}, 0],
  ])('is as its headers say: %j', (headers, seconds) => {
    expect(ttlSeconds(headers as Record<string, string>)).toBe(seconds);
  });

  it('is the strategy’s own where that has one, of what may be stored, and shorter by half of what chance may take', () => {
    expect(ttlSeconds({ 'cache-control': 'max-age=60' }, { ttlUs: 3e6 })).toBe(3);
    expect(ttlSeconds({}, { ttlUs: 3e6 })).toBe(3);
    expect(ttlSeconds({ 'cache-control': 'no-store' }, { ttlUs: 3e6 })).toBe(0);
    expect(ttlSeconds({ 'cache-control': 'max-age=60' }, { ttlJitter: 0.5 })).toBe(45);
  });

  it('has a window in which it is refreshed', () => {
    const headers = { 'cache-control': 'max-age=60, stale-while-revalidate=30' };
    expect(routeLifetime({ ...route, headers }, cache).staleWhileRevalidateUs).toBe(30e6);
    expect(
      routeLifetime({ ...route, headers }, { ...cache, staleWhileRevalidateUs: 0 }).staleWhileRevalidateUs,
    ).toBe(0);
    expect(routeLifetime({ ...route, method: 'PUT', headers }, cache)).toEqual({
      ttlUs: 0,
      staleWhileRevalidateUs: 0,
    });
  });
});
