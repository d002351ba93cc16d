import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../../src/scenario/scenario.ts';
import { createAliasTable } from '../../../src/simulate/sampling/alias-table.ts';
import { sampleCaches } from '../../../src/simulate/sampling/sample-caches.ts';
import { sampledRanks, zipfTotal } from '../../../src/simulate/sampling/sampled-keys.ts';
import { predict } from '../../../src/simulate/theory/predict.ts';
import { createRandom } from '../../../src/support/random.ts';
import { aRoute } from '../../support/a-route.ts';
import { aScenario } from '../../support/a-scenario.ts';

describe('a sample of keys', () => {
  it('has each with the same chance, in time that does not grow with their number', () => {
    const ranks = sampledRanks({ count: 1e9, zipf: 1 }, 1e5, createRandom(1));
    expect(Math.abs(ranks.length - 1e4)).toBeLessThan(500);
    const low = ranks.filter((rank) => rank <= 5e8).length;
    expect(Math.abs(low - ranks.length / 2)).toBeLessThan(250);
    expect(new Set(ranks).size).toBe(ranks.length);
    expect(sampledRanks({ count: 3, zipf: 0 }, 1, createRandom(1))).toEqual([1, 2, 3]);
  });

  it.each([0, 0.8, 1, 1.2])('knows the popularity of all keys together, of skew %d', (zipf) => {
    let total = 0;
    for (let rank = 200_000; rank >= 1; rank--) total += rank ** -zipf;
    expect(zipfTotal({ count: 200_000, zipf }) / total).toBeCloseTo(1, 9);
  });
});

describe('an alias table', () => {
  it('draws with the given chances', () => {
    const draw = createAliasTable(Float64Array.of(1, 0, 5, 2), createRandom(3));
    const counts = [0, 0, 0, 0];
    for (let drawn = 0; drawn < 80_000; drawn++) (counts[draw()] as number)++;
    expect(counts[1]).toBe(0);
    [1, 0, 5, 2].forEach((weight, place) => {
      expect(Math.abs((counts[place] as number) - 10_000 * weight)).toBeLessThan(600);
    });
  });
});

describe('sampled caches', () => {
  const scenario = aScenario({
    routes: [
      aRoute('GET /items/{id}', {
        keys: { count: 200_000, zipf: 0.8 },
        headers: { 'cache-control': 'max-age=100' },
      }),
    ],
    measure: { warmupUs: 400e6, durationUs: 400e6 },
  });
  const [template] = scenario.strategies as [Strategy];
  const cache: Strategy['cache'] = { ...template.cache, maxEntries: 20_000, eviction: 'lru' };

  it.each([
    ['memory', 1],
    ['memory', 4],
    ['redis', 4],
  ] as const)('in mode %s at %d nodes hit as the formulas say', (mode, nodes) => {
    const strategy: Strategy = { ...template, mode, nodes, cache };
    const theory = predict(scenario, strategy, { predicted: 'measured', perSecond: 2000 })?.hitRatio;
    const sampled = [1, 2, 3, 4, 5, 6].map(
      (seed) =>
        sampleCaches(scenario, strategy, {
          every: 10,
          seed,
          perSecond: 2000,
          warmupUs: 400e6,
          durationUs: 400e6,
        }).hitRatio,
    );
    const mean = sampled.reduce((sum, ratio) => sum + ratio, 0) / sampled.length;
    // The mean error of a tenth of the keys is about .005.
    expect(Math.abs(mean - (theory as number))).toBeLessThan(0.015);
  });
});
