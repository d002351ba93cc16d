import { eventsWithin } from './events-within.ts';
import { meanDecay, meanDecayedPlace } from './exponential-integrals.ts';

/** What happens to an entry of one key. */
export interface EntryLife {
  /** Requests for the key. */
  readonly perSecond: number;
  /** For how long the cache keeps what is not asked for again; Infinity: it never fills. */
  readonly characteristicUs: number;
  /** For how long an answer lives from when it was stored. */
  readonly ttlUs: number;
  /** How often something else puts an end to it at random, as a write that invalidates it. Usually 0. */
  readonly endsPerSecond: number;
}

/** From one time that a key is stored to the next. */
export interface Cycle {
  /** How many requests are hits, on average; each cycle has one miss beside them. */
  readonly hits: number;
  /** The mean age of what those hits get; NaN where there are none. */
  readonly meanAgeUs: number;
}

/** After so many characteristic times at most, hits come as one exponential says, to 10 digits. */
const mostSteps = 12;

/**
 * After how many: the equation's other roots have imaginary parts beyond 2π, so what they add decays as (b ÷ 2π)^v, and b is small
 * for what is asked for seldom or often.
 */
function stepsFor(damping: number): number {
  return Math.min(mostSteps, Math.ceil(-tenDigits / Math.log(damping / (2 * Math.PI))) + 1);
}

const tenDigits = Math.log(1e10);

/**
 * LRU with a lifetime that hits do not renew. Hits come as long as each follows the last within the characteristic time T, and
 * the first is no longer ago than the lifetime: a defective renewal process. In units of T, with λ requests in each, the
 * density y of hits is λ at first, and after that y′(v) = −b·y(v − 1), b = λe^-λ, with a step down by b at v = 1. As T → ∞ it
 * is the formula for lifetimes alone, as t → ∞ that for LRU alone.
 *
 * The solution as a sum of powers with alternating signs cancels to nothing for long lifetimes. So it is carried from one T to
 * the next as a polynomial (the method of steps; its coefficients shrink, because b ≤ 1/e) and, after 12 of them, as the one
 * exponential that is left: the slowest root of the equation's characteristic function.
 */
export function hitsPerCycle({ perSecond, characteristicUs, ttlUs, endsPerSecond }: EntryLife): Cycle {
  if (characteristicUs >= ttlUs) return whileAllStay(perSecond, ttlUs, endsPerSecond);
  if (characteristicUs === 0) return { hits: 0, meanAgeUs: Number.NaN };
  const rate = eventsWithin(perSecond, characteristicUs);
  const ends = eventsWithin(endsPerSecond, characteristicUs);
  const life = ttlUs / characteristicUs;
  let hits = rate * meanDecay(ends);
  let ages = rate * meanDecayedPlace(ends);
  const damping = rate * Math.exp(-rate);
  const steps = stepsFor(damping);
  let density = Float64Array.of(rate);
  for (let step = 1; step < steps && step < life; step++) {
    density = next(density, damping, step);
    // What ends ever sooner is not worth integrating.
    if (ends * step > 40) break;
    const piece = integrate(density, { from: step, length: Math.min(1, life - step), ends });
    hits += piece.hits;
    ages += piece.ages;
  }
  if (life > steps) {
    const { hits: later, ages: laterAges } = afterSteps(rate, { from: steps, length: life - steps, ends });
    hits += later;
    ages += laterAges;
  }
  return { hits, meanAgeUs: (ages / hits) * characteristicUs };
}

/** No entry is evicted before it expires. */
function whileAllStay(perSecond: number, ttlUs: number, endsPerSecond: number): Cycle {
  const ends = eventsWithin(endsPerSecond, ttlUs);
  if (ttlUs === Number.POSITIVE_INFINITY) {
    const meanLifeUs = 1e6 / endsPerSecond;
    return { hits: perSecond === 0 ? 0 : perSecond / endsPerSecond, meanAgeUs: meanLifeUs };
  }
  return {
    hits: eventsWithin(perSecond, ttlUs) * meanDecay(ends),
    meanAgeUs: (ttlUs * meanDecayedPlace(ends)) / meanDecay(ends),
  };
}

/** The density in the next T, as coefficients of powers of the time since its beginning: y(x) = y(0) − b ∫ of the last. */
function next(last: Float64Array, damping: number, step: number): Float64Array<ArrayBuffer> {
  const coefficients = new Float64Array(last.length + 1);
  coefficients[0] = valueAt(last, 1) - (step === 1 ? damping : 0);
  for (let power = 0; power < last.length; power++) {
    coefficients[power + 1] = (-damping * (last[power] as number)) / (power + 1);
  }
  return coefficients;
}

function valueAt(coefficients: Float64Array, x: number): number {
  let value = 0;
  for (let power = coefficients.length - 1; power >= 0; power--) {
    value = value * x + (coefficients[power] as number);
  }
  return value;
}

interface Stretch {
  readonly from: number;
  readonly length: number;
  readonly ends: number;
}

/** Nodes and weights of Gauss and Legendre's quadrature with 8 points, from the middle outwards: exact for our polynomials. */
const nodes = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const weights = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

/** ∫ y e^(-ends·v) dv and ∫ v y e^(-ends·v) dv, in panels so short that the exponential is all but a polynomial too. */
function integrate(density: Float64Array, { from, length, ends }: Stretch): { hits: number; ages: number } {
  const panels = Math.max(1, Math.ceil((length * ends) / 2));
  const half = length / panels / 2;
  let [hits, ages] = [0, 0];
  for (let panel = 0; panel < panels; panel++) {
    const middle = (2 * panel + 1) * half;
    for (let node = 0; node < nodes.length; node++) {
      for (const side of [-1, 1]) {
        const x = middle + side * half * (nodes[node] as number);
        const part = (weights[node] as number) * half * valueAt(density, x) * Math.exp(-ends * (from + x));
        hits += part;
        ages += part * (from + x);
      }
    }
  }
  return { hits, ages };
}

/** The same for the time after all steps, of the given length: the density is c·e^(-decay·v) there. */
function afterSteps(rate: number, { from: steps, length, ends }: Stretch): { hits: number; ages: number } {
  const decay = otherRoot(rate);
  const scale = scaleOfTail(rate, decay) * Math.exp(-(decay + ends) * steps);
  const both = decay + ends;
  if (scale === 0) return { hits: 0, ages: 0 };
  const hits = length === Number.POSITIVE_INFINITY ? scale / both : scale * length * meanDecay(both * length);
  const sinceSteps =
    length === Number.POSITIVE_INFINITY
      ? scale / (both * both)
      : scale * length * length * meanDecayedPlace(both * length);
  return { hits, ages: steps * hits + sinceSteps };
}

/** The residue at the root: (λ − x) ÷ (1 − x), which is 2 where both roots meet at 1. */
function scaleOfTail(rate: number, root: number): number {
  return Math.abs(rate - 1) < 1e-5 ? 2 : (rate - root) / (1 - root);
}

/**
 * The other x with x·e^-x = λ·e^-λ, on the other side of 1: Lambert's W. By Newton on log x − x, which is concave, from beyond the
 * root (bound of I. Chatzigeorgiou, IEEE Communications Letters 17, 2013, on the right), so that each step comes nearer.
 */
function otherRoot(rate: number): number {
  if (Math.abs(rate - 1) < 1e-5) return 2 - rate;
  const level = Math.log(rate) - rate;
  const depth = Math.max(0, -1 - level);
  let x = rate > 1 ? Math.exp(level) : 1 + Math.sqrt(2 * depth) + depth;
  if (x === 0) return 0;
  for (let step = 0; step < 60; step++) {
    const change = (Math.log(x) - x - level) / (1 / x - 1);
    x -= change;
    if (Math.abs(change) <= 1e-15 * x) break;
  }
  return x;
}
