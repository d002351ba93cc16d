import { printable } from './tables/printable.ts';

const columns = 100;

/** Each text on lines of its own, none longer than 100 columns, for a terminal. */
export function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => wrap(printable(text))).join('\n');
}

/** Breaks lines between words; a word that is longer than a line stays whole. */
function wrap(text: string): string {
  return text.replace(new RegExp(`(.{1,${columns}})(?: +|$)`, 'g'), '$1\n').trimEnd();
}
