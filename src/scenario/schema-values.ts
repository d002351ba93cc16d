import { z } from 'zod';
import { mostBodyBytes } from '../support/simulated-response.ts';
import {
  durationPattern,
  longestUs,
  longestVirtualUs,
  parseDuration,
  parseRate,
  parseSize,
  ratePattern,
  sizePattern,
} from '../support/units.ts';
import { suggestQuantity, suggestWord } from './suggest.ts';

/**
 * The kinds of values that scenario files are made of. Each says what was expected, what was seen, and what was probably
 * meant. Durations come out in microseconds, sizes in bytes.
 */

/** What zod tells a message about the value that it saw. */
export type Seen = { readonly input?: unknown };

/** A value as a message shows it. */
export const shown = (input: unknown): string => (input === undefined ? 'nothing' : JSON.stringify(input));

function quantity(kind: 'duration' | 'size', pattern: string, parse: (text: string) => number | undefined) {
  const example = kind === 'duration' ? '50ms, 2s or 1.5m' : '512B, 2.4KiB or 64MiB';
  const error = ({ input }: Seen) => {
    if (typeof input === 'string' && input.startsWith('-'))
      return `a ${kind} cannot be negative; saw ${shown(input)}.`;
    const suggestion = suggestQuantity(input, kind);
    const ending = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
    return `expected a ${kind} with its unit, as ${example}; saw ${shown(input)}.${ending}`;
  };
  return z
    .string({ error })
    .regex(new RegExp(pattern), { error })
    .transform((text) => parse(text) as number);
}

/** Of any length: it is only compared, never waited for. */
export const timeSpan = quantity('duration', durationPattern, parseDuration);
const isPositive = { error: ({ input }: Seen) => `must be more than 0; saw ${shown(input)}.` };
export const lifetime = timeSpan.refine((us) => us > 0, isPositive);

/** A lifetime, or the word. */
export function lifetimeOr<const Word extends string>(word: Word) {
  const error = ({ input }: Seen) => {
    const suggestion =
      suggestQuantity(input, 'duration') ??
      (typeof input === 'string' ? suggestWord(input, [word]) : undefined);
    const ending = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
    return `expected a duration with its unit, as 10s, or the word ${word}; saw ${shown(input)}.${ending}`;
  };
  return z
    .string({ error })
    .regex(new RegExp(`^${word}$|${durationPattern}`), { error })
    .transform((text) => (text === word ? word : (parseDuration(text) as number)))
    .refine((us) => us !== 0, isPositive);
}
export const duration = quantity('duration', durationPattern, parseDuration).refine((us) => us <= longestUs, {
  error: 'must be at most 24h.',
});
/** Of a trial, which may be simulated; to be measured, it must be no longer than `duration` may be. */
export const trialDuration = timeSpan.refine((us) => us <= longestVirtualUs, {
  error: 'must be at most 8784h, which is a leap year.',
});
export const size = quantity('size', sizePattern, parseSize);
export const bodySize = size.refine((bytes) => bytes <= mostBodyBytes, { error: 'must be at most 64MiB.' });
export const positive = (quantityUs: number) => quantityUs > 0;
export const positiveDuration = duration.refine(positive, isPositive);
export const positiveTrialDuration = trialDuration.refine(positive, isPositive);

const rateError = ({ input }: Seen) => `expected a rate with its unit, as 500/s; saw ${shown(input)}.`;
/** Requests per second. */
export const rate = z
  .string({ error: rateError })
  .regex(new RegExp(ratePattern), { error: rateError })
  .transform((text) => parseRate(text) as number)
  .refine((perSecond) => perSecond > 0, isPositive);

export const between = (low: number, high: number, what: string) =>
  z
    .number({ error: ({ input }: Seen) => `expected ${what}; saw ${shown(input)}.` })
    .min(low, { error: ({ input }) => `must be at least ${low}; saw ${shown(input)}.` })
    .max(high, { error: ({ input }) => `must be at most ${high}; saw ${shown(input)}.` });

export const whole = (low: number, high: number) =>
  between(low, high, 'a whole number').int({
    error: ({ input }: Seen) => `expected a whole number; saw ${shown(input)}.`,
  });

export const share = between(0, 1, 'a share from 0 to 1');

/** A constant, or an object whose keys tell the distribution. */
export const varying = (amount: typeof duration, unit: string) =>
  z.union([
    amount.meta({ description: `Always this ${unit}.` }),
    z
      .strictObject({ median: amount, p99: amount })
      .refine(({ median, p99 }) => median > 0 && p99 >= median, {
        error: `needs 0 < median ≤ p99.`,
      })
      .meta({ description: `Lognormal ${unit}, given by its median and 99th percentile.` }),
    z
      .strictObject({ min: amount, max: amount })
      .refine(({ min, max }) => max >= min, { error: 'needs min ≤ max.' })
      .meta({ description: `Uniform ${unit} between min and max.` }),
    z
      .strictObject({
        fast: amount,
        slow: amount,
        slowShare: share.meta({ description: 'Share of the times (0 to 1) that it is slow.' }),
      })
      .meta({ description: `One of two ${unit}s.` }),
  ]);

/** One of a few words; a misspelt one is answered with the word that was probably meant. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, {
    error: ({ input }: Seen) => {
      const suggestion = typeof input === 'string' ? suggestWord(input, words) : undefined;
      const ending = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
      return `expected ${words.slice(0, -1).join(', ')} or ${words.at(-1)}; saw ${shown(input)}.${ending}`;
    },
  });
}
