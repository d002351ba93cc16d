import type { Interval } from '../stats/interval.ts';
import type { Summary } from '../stats/summary.ts';

/** A list in a sentence: `a`, `a and b`, `a, b and c`. */
export function listInWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The same of as many as a sentence can bear: `a, b, c and 5 more`. */
export function someInWords(items: readonly string[], most: number): string {
  const more = items.length - most;
  return listInWords(more <= 1 ? items : [...items.slice(0, most), `${more} more`]);
}

/** `1 trial`, `2 trials`; the plural is the noun with an s unless given. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? noun : plural}`;
}

/** `11.1–13.6 ms`, with the unit said once where both ends have the same; one value where they read alike. */
export function rangeInWords({ min, max }: Summary, format: (value: number) => string): string {
  return spanInWords(format(min), format(max));
}

/** The same of an interval. */
export function intervalInWords({ low, high }: Interval, format: (value: number) => string): string {
  return spanInWords(format(low), format(high));
}

function spanInWords(low: string, high: string): string {
  if (low === high) return low;
  const [number, unit] = splitUnit(low);
  return unit === splitUnit(high)[1] ? `${number}–${high}` : `${low} – ${high}`;
}

function splitUnit(quantity: string): readonly [number: string, unit: string | undefined] {
  const [, number, unit] = /^([\d.,]+) ?(\D*)$/.exec(quantity) ?? [];
  return [number ?? quantity, unit];
}

/** Longer names are cut short where they stand in a sentence. */
const longestName = 60;

/** A name inside a sentence; quoted where it could be taken for a part of it. */
export function nameInWords(name: string): string {
  const short = shortened(name, longestName);
  return /^[\p{L}\p{N}._-]+$/u.test(name) ? short : `“${short}”`;
}

/** The beginning of a text that is longer than so many characters. */
export function shortened(text: string, most: number): string {
  const characters = [...text.slice(0, 2 * most + 2)];
  return characters.length <= most ? text : `${characters.slice(0, most).join('').trimEnd()}…`;
}

/** `repetition 2`, `repetitions 1, 2 and 3`. */
export function repetitionsInWords(repetitions: readonly number[]): string {
  const sorted = [...new Set(repetitions)].sort((one, other) => one - other).map(String);
  return `${sorted.length === 1 ? 'repetition' : 'repetitions'} ${listInWords(sorted)}`;
}

export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
