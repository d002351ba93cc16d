import { describe, expect, it } from 'vitest';
import { compareRuns, compareWithBaseline, type Scale } from '../../src/stats/comparison.ts';
import { noiseFloor } from '../../src/stats/noise-floor.ts';
import { createRandom, deriveSeed, type Random } from '../../src/support/random.ts';
import { byRepetition } from './by-repetition.ts';
import { draw, type Noise, noises, normal } from './simulated-trials.ts';

const draws = 2000;
const resampling = { resamples: 249, seed: 1 };
const latency: Scale = { better: 'lower', scale: 'ratio', margin: 0.05 };

/** Repetitions that drift together, and a few per cent of noise of each strategy's own. */
function strategies(count: number, repetitions: number, noise: Noise, random: Random): Map<number, number>[] {
  const blocks = draw(repetitions, noise, random, 0.2);
  return Array.from({ length: count }, () =>
    byRepetition(...blocks.map((block) => Math.exp(block + 0.03 * noise(random)))),
  );
}

/** The share of draws in which anything is claimed to be better or worse. */
function claims(compare: () => readonly { readonly verdict: string }[]): number {
  let claimed = 0;
  for (let drawn = 0; drawn < draws; drawn++) {
    if (compare().some(({ verdict }) => verdict === 'better' || verdict === 'worse')) claimed += 1;
  }
  return claimed / draws;
}

describe('of equal things, a difference is claimed in at most 5 % of 2,000 draws', () => {
  for (const [name, noise] of Object.entries(noises)) {
    it.each([6, 8, 12])(`among three strategies over %i repetitions with ${name} noise`, (repetitions) => {
      const random = createRandom(deriveSeed(21, name, repetitions));
      const alarms = claims(() => {
        const [baseline, ...others] = strategies(3, repetitions, noise, random);
        return compareWithBaseline(
          [{ baseline: baseline as Map<number, number>, others, scale: latency }],
          resampling,
        ).flat();
      });
      expect(alarms).toBeLessThanOrEqual(0.05);
    });
  }

  it.each(['nothing', 'most of their noise'])(
    'in any of seven figures of three strategies, which have %s in common',
    (what) => {
      const common = what === 'nothing' ? 0 : 2;
      const random = createRandom(deriveSeed(25, what));
      const alarms = claims(() => {
        const shared = strategies(3, 8, normal, random);
        const figures = Array.from({ length: 7 }, () =>
          strategies(3, 8, normal, random).map(
            (own, strategy) =>
              new Map(
                [...own].map(([at, value]) => [at, value * (shared[strategy]?.get(at) ?? 1) ** common]),
              ),
          ),
        );
        return compareWithBaseline(
          figures.map(([baseline, ...others]) => ({
            baseline: baseline as Map<number, number>,
            others,
            scale: latency,
          })),
          { resamples: 99, seed: 1 },
        ).flat();
      });
      expect(alarms).toBeLessThanOrEqual(0.05);
    },
  );

  it('between two runs of three strategies', () => {
    const random = createRandom(22);
    const alarms = claims(() =>
      compareRuns(
        [
          {
            pairs: Array.from(
              { length: 3 },
              () => [draw(6, normal, random, 0.1, 5), draw(6, normal, random, 0.1, 5)] as const,
            ),
            scale: latency,
          },
        ],
        resampling,
      ).flat(),
    );
    expect(alarms).toBeLessThanOrEqual(0.05);
  });
});

describe('a known difference', () => {
  /** The share of draws in which a baseline with 3 % of noise is told from another that is slower by the effect. */
  const power = (effect: number, repetitions: number, count = 500): number => {
    const random = createRandom(deriveSeed(23, repetitions, Math.round(effect * 1000)));
    let found = 0;
    for (let drawn = 0; drawn < count; drawn++) {
      const [baseline, other] = strategies(2, repetitions, normal, random) as [
        Map<number, number>,
        Map<number, number>,
      ];
      const slower = new Map([...other].map(([repetition, value]) => [repetition, value * (1 + effect)]));
      const [[comparison] = []] = compareWithBaseline(
        [{ baseline, others: [slower], scale: latency }],
        resampling,
      );
      if (comparison?.verdict === 'worse') found += 1;
    }
    return found / count;
  };

  it('of 5 % is found the more often the more repetitions there are', () => {
    const found = [6, 8, 10, 12, 16].map((repetitions) => [repetitions, power(0.05, repetitions)] as const);
    console.log(
      found
        .map(
          ([repetitions, share]) => `5 % found over ${repetitions} repetitions: ${Math.round(share * 100)} %`,
        )
        .join('\n'),
    );
    expect(found.map(([, share]) => share)).toEqual(
      [...found.map(([, share]) => share)].sort((a, b) => a - b),
    );
    expect(found.at(-1)?.[1]).toBeGreaterThan(0.95);
  });

  it('as large as the floor of noise says is found in about four of five runs', () => {
    const random = createRandom(24);
    const floors = Array.from({ length: 300 }, () => {
      const [one, again] = strategies(2, 10, normal, random) as [Map<number, number>, Map<number, number>];
      return noiseFloor(one, again, 'ratio', resampling)?.smallestEffect ?? Number.NaN;
    }).sort((a, b) => a - b);
    const found = power(floors[150] as number, 10, 1000);
    expect(found).toBeGreaterThan(0.75);
    expect(found).toBeLessThan(0.93);
  });
});
