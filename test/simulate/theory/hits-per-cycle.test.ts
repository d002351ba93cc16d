import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EntryLife, hitsPerCycle } from '../../../src/simulate/theory/hits-per-cycle.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

/**
 * The renewal equation H(t) = F(t) + ∫ H(t − x) f(x) dx with the density of gaps f(x) = λe^-λx up to 1, by the trapezium rule
 * in two step sizes, and Richardson's extrapolation from them. Where something ends entries at random, a gap within which that
 * happens leads to no hit. In units of the characteristic time.
 */
function byRenewalEquation(rate: number, life: number, ends = 0): number {
  const [coarse, fine] = [400, 800].map((steps) => inSteps({ rate, life, ends, steps })) as [number, number];
  return (4 * fine - coarse) / 3;
}

function inSteps({ rate, life, ends, steps }: Record<'rate' | 'life' | 'ends' | 'steps', number>): number {
  const both = rate + ends;
  const gap = Array.from({ length: steps + 1 }, (_, at) => rate * Math.exp((-both * at) / steps));
  const hits = [0];
  for (let at = 1; at <= Math.round(life * steps); at++) {
    const within = Math.min(at, steps);
    let sum = (rate / both) * -Math.expm1((-both * within) / steps) * steps;
    for (let back = 1; back < within; back++) sum += (gap[back] as number) * (hits[at - back] as number);
    sum += ((gap[within] as number) * (hits[at - within] as number)) / 2;
    hits.push(sum / (steps - (gap[0] as number) / 2));
  }
  return hits.at(-1) as number;
}

/** The alternating sum, which is exact where few terms count. */
function bySum(rate: number, life: number): number {
  const damping = rate * Math.exp(-rate);
  let [sum, factor] = [0, 1];
  for (let k = 0; k < life; k++) {
    factor *= k === 0 ? 1 : -damping / (k + 1);
    sum += factor * (rate * (life - k) ** (k + 1) - damping * Math.max(0, life - k - 1) ** (k + 1));
  }
  return sum;
}

const inUnits = (rate: number, life: number, ends = 0): EntryLife => ({
  perSecond: rate,
  characteristicUs: 1e6,
  ttlUs: life * 1e6,
  endsPerSecond: ends,
});
const hitsOf = (rate: number, life: number, ends = 0): number => hitsPerCycle(inUnits(rate, life, ends)).hits;

/** Cycles of one key, each to its first miss: hits and their ages. */
function simulate({ perSecond, characteristicUs, ttlUs, endsPerSecond }: EntryLife, seed: number) {
  const gap = exponentials(seed);
  return inBatches(25, () => {
    let [hits, ages] = [0, 0];
    for (let cycle = 0; cycle < 4000; cycle++) {
      const untilUs = Math.min(ttlUs, (gap() / endsPerSecond) * 1e6);
      for (let ageUs = 0; ; ) {
        const gapUs = (gap() / perSecond) * 1e6;
        ageUs += gapUs;
        if (gapUs >= characteristicUs || ageUs >= untilUs) break;
        hits += 1;
        ages += ageUs;
      }
    }
    return { hits: hits / 4000, meanAge: ages / hits / characteristicUs };
  });
}

describe('the hits of a cycle', () => {
  it.each([
    [0.3, 2.5],
    [1, 7],
    [1.00001, 30],
    [0.9, 30],
    [2, 13],
    [3, 40],
    [6, 25],
  ])(
    'are those of the renewal equation, at %d requests in a characteristic time and a lifetime of %d',
    (rate, life) => {
      expect(Math.abs(hitsOf(rate, life) / byRenewalEquation(rate, life) - 1)).toBeLessThan(1e-6);
    },
  );

  it.each([
    [2, 7.5, 0.3],
    [5, 20, 0.05],
    [1, 3, 2],
  ])('are those of the renewal equation where something ends them, %d, %d, %d', (rate, life, ends) => {
    expect(Math.abs(hitsOf(rate, life, ends) / byRenewalEquation(rate, life, ends) - 1)).toBeLessThan(1e-6);
  });

  it('are the alternating sum, to 10⁻⁹, where that can still be summed', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        fc.double({ min: 0.1, max: 15, noNaN: true }),
        (rate, life) => {
          expect(Math.abs(hitsOf(rate, life) / bySum(rate, life) - 1)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('are those of a simulation, and so is their age', () => {
    const life = inUnits(2, 5, 0.2);
    const cycle = hitsPerCycle(life);
    const batches = simulate(life, 8);
    expectAgreement(
      cycle.hits,
      batches.map(({ hits }) => hits),
      cycle.hits,
    );
    expectAgreement(
      cycle.meanAgeUs / 1e6,
      batches.map(({ meanAge }) => meanAge),
    );
  });

  it('are e^λT − 1 for answers that live for ever: LRU alone', () => {
    for (const rate of [1e-6, 0.1, 0.999, 1, 1.001, 2, 10, 30]) {
      for (const life of [1e12, Number.POSITIVE_INFINITY]) {
        if (rate > 20 && life === 1e12) continue;
        expect(Math.abs(hitsOf(rate, life) / Math.expm1(rate) - 1)).toBeLessThan(1e-6);
      }
    }
    expect(hitsOf(1000, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });

  it('are λt where the cache keeps all for longer than they live: lifetimes alone', () => {
    expect(hitsOf(3, 1)).toBe(3);
    expect(
      hitsPerCycle({
        perSecond: 2,
        characteristicUs: Number.POSITIVE_INFINITY,
        ttlUs: 5e6,
        endsPerSecond: 0,
      }),
    ).toEqual({
      hits: 10,
      meanAgeUs: 2.5e6,
    });
    // Hardly ever is a gap that long.
    expect(hitsOf(800, 1000)).toBeCloseTo(800_000, 6);
  });

  it('are those until something ends it, where nothing else does', () => {
    const forever = { characteristicUs: Number.POSITIVE_INFINITY, ttlUs: Number.POSITIVE_INFINITY };
    expect(hitsPerCycle({ perSecond: 6, endsPerSecond: 2, ...forever })).toEqual({ hits: 3, meanAgeUs: 5e5 });
    expect(hitsOf(5, 1e6, 1e6)).toBeCloseTo(5e-6, 12);
  });

  it('grow with the lifetime and with the characteristic time, and fall with what ends them', () => {
    const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, positive, (perSecond, characteristic, ttl, endsPerSecond) => {
        const life = { perSecond, characteristicUs: characteristic * 1e6, ttlUs: ttl * 1e6, endsPerSecond };
        const { hits, meanAgeUs } = hitsPerCycle(life);
        const atLeast = hits * (1 - 1e-9);
        expect(hits).toBeGreaterThanOrEqual(0);
        expect(hits).toBeLessThanOrEqual(perSecond * ttl * (1 + 1e-9));
        expect(hitsPerCycle({ ...life, ttlUs: ttl * 1.5e6 }).hits).toBeGreaterThanOrEqual(atLeast);
        expect(
          hitsPerCycle({ ...life, characteristicUs: characteristic * 1.5e6 }).hits,
        ).toBeGreaterThanOrEqual(atLeast);
        expect(hitsPerCycle({ ...life, endsPerSecond: 0 }).hits).toBeGreaterThanOrEqual(atLeast);
        expect(meanAgeUs).toBeLessThanOrEqual(ttl * 1e6);
        expect(meanAgeUs).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });
});
