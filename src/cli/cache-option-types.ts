import { InvalidArgumentError } from '@commander-js/extra-typings';
import { errorStatusPattern, queryNamePattern, tokenPattern } from '../support/http-names.ts';
import { lifetime } from './option-types.ts';

/** Parsers of options that say how a gateway caches. Lists are separated by commas, and an option given again adds to its list. */

/** Lifetimes in µs by status. */
export type NegativeLifetimes = Readonly<Record<number, number | 'origin'>>;

/** `404=10s`, or `503=origin` for as long as the origin says. */
export function negativeLifetimes(text: string, before: NegativeLifetimes = {}): NegativeLifetimes {
  const entries = text.split(',').map((entry) => {
    const [status = '', written = '', ...rest] = entry.trim().split('=');
    if (!new RegExp(errorStatusPattern).test(status) || written === '' || rest.length > 0) {
      throw new InvalidArgumentError(
        'Expected a status from 400 to 599 and a duration, as 404=10s, or 503=origin.',
      );
    }
    return [Number(status), written === 'origin' ? written : lifetime(written)] as const;
  });
  return { ...before, ...Object.fromEntries(entries) };
}

/** β of XFetch. */
export function earlyRefreshFactor(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1000))
    throw new InvalidArgumentError('Expected a number from 0 (never early) to 1000; 1 is usual.');
  return value;
}

/** `*` at the end of a name stands for all names that begin so. */
export const queryNames = listOf(
  queryNamePattern,
  'names of query parameters with commas between, as utm_*,fbclid',
);
/** In lower case. */
export const headerNames = listOf(
  tokenPattern,
  'names of headers with commas between, as accept-language,x-tenant',
  (name) => name.toLowerCase(),
);
export const cookieNames = listOf(tokenPattern, 'names of cookies with commas between, as session,currency');

function listOf(pattern: string, expected: string, normalise = (name: string) => name) {
  const shape = new RegExp(pattern);
  return (text: string, before: readonly string[] = []): readonly string[] => {
    const names = text.split(',').map((name) => name.trim());
    if (!names.every((name) => shape.test(name))) throw new InvalidArgumentError(`Expected ${expected}.`);
    return [...before, ...names.map(normalise)];
  };
}
