import { groupBy } from './model/group-by.ts';
import { capitalised, repetitionsInWords } from './wording.ts';

/** What was said of one repetition, or of the whole run where that is undefined. */
export interface Message {
  readonly repetition: number | undefined;
  readonly text: string;
}

const number = /\d+(?:[.,]\d+)*/g;

/**
 * Messages of one kind as one text. Those that differ in nothing but their numbers become one sentence with ranges,
 * `0.65–0.79 % of the requests failed`; what remains is prefixed with the repetitions it was said of.
 */
export function mergeMessages(messages: readonly Message[]): string {
  const alike = [...groupBy(messages, ({ text }) => withoutNumbers(text)).values()];
  const merged = alike.flatMap((group) =>
    isOnePerRepetition(group) ? [[withRanges(group), group] as const] : eachOf(group),
  );
  if (merged.length === 1) return merged.map(([text]) => text).join('');
  return merged.map(([text, group]) => `${prefixOf(group)}${text}`).join(' ');
}

/** What messages of one kind have in common. */
export function withoutNumbers(text: string): string {
  return text.replace(number, '#');
}

/** Two messages of one repetition are about two things, whose numbers have nothing to do with each other. */
function isOnePerRepetition(group: readonly Message[]): boolean {
  return new Set(group.map(({ repetition }) => repetition)).size === group.length;
}

function eachOf(group: readonly Message[]) {
  return [...groupBy(group, ({ text }) => text)];
}

function withRanges(group: readonly Message[]): string {
  const columns = group.map(({ text }) => text.match(number) ?? []);
  let column = 0;
  return (group[0]?.text ?? '').replace(number, () => {
    const values = columns
      .map((numbers) => numbers[column] ?? '')
      .sort((one, other) => readNumber(one) - readNumber(other));
    column += 1;
    const [low = '', high = ''] = [values[0], values.at(-1)];
    return low === high ? low : `${low}–${high}`;
  });
}

function readNumber(text: string): number {
  return Number(text.replaceAll(',', ''));
}

function prefixOf(group: readonly Message[]): string {
  const repetitions = group.flatMap(({ repetition }) => repetition ?? []);
  return repetitions.length === 0 ? '' : `${capitalised(repetitionsInWords(repetitions))}: `;
}
