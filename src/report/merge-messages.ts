import { groupBy } from './model/group-by.ts';
import { capitalised, nameInWords, repetitionsInWords, someInWords } from './wording.ts';

/** Where something was the case: in a trial, in all of a strategy or of a repetition, or, with neither, in the whole run. */
export interface Place {
  readonly strategy?: string | undefined;
  readonly repetition: number | undefined;
}

/** What was said of one place. */
export interface Message extends Place {
  readonly text: string;
}

/** As many as a title can bear; there may be hundreds. */
const mostNames = 5;

/** A number, or a range of them, as of messages that were merged before. */
const number = /\d+(?:[.,]\d+)*(?:–\d+(?:[.,]\d+)*)?/g;

/**
 * Messages of one kind as one text. Those that differ in nothing but their numbers become one sentence with ranges,
 * `0.65–0.79 % of the requests failed`; what remains is prefixed with the places it was said of.
 */
export function mergeMessages(messages: readonly Message[]): string {
  const alike = [...groupBy(messages, ({ text }) => withoutNumbers(text)).values()];
  const merged = alike.flatMap((group) =>
    isOnePerTrial(group) ? [[withRanges(group), group] as const] : eachOf(group),
  );
  if (merged.length === 1) return merged.map(([text]) => text).join('');
  const isOfOne = new Set(messages.map(({ strategy }) => strategy)).size === 1;
  return merged
    .map(([text, group]) => {
      const place = placesInWords(isOfOne ? group.map(({ repetition }) => ({ repetition })) : group);
      return place === '' ? text : `${isOfOne ? capitalised(place) : place}: ${text}`;
    })
    .join(' ');
}

/** `memory, repetitions 1 and 2`; of several strategies, `stateless and memory`. */
export function placesInWords(places: readonly Place[]): string {
  const strategies = [...new Set(places.flatMap(({ strategy }) => strategy ?? []))].map(nameInWords);
  if (strategies.length > 1) return someInWords(strategies, mostNames);
  const repetitions = places.flatMap(({ repetition }) => repetition ?? []);
  return [...strategies, ...(repetitions.length === 0 ? [] : [repetitionsInWords(repetitions)])].join(', ');
}

/** What messages of one kind have in common. */
export function withoutNumbers(text: string): string {
  return text.replace(number, '#');
}

/** Two messages of one trial are about two things, whose numbers have nothing to do with each other. */
function isOnePerTrial(group: readonly Message[]): boolean {
  const trials = group.map(({ strategy, repetition }) => JSON.stringify([strategy, repetition]));
  return new Set(trials).size === group.length;
}

function eachOf(group: readonly Message[]) {
  return [...groupBy(group, ({ text }) => text)];
}

function withRanges(group: readonly Message[]): string {
  const columns = group.map(({ text }) => text.match(number) ?? []);
  let column = 0;
  return (group[0]?.text ?? '').replace(number, () => {
    const values = columns
      .flatMap((numbers) => (numbers[column] ?? '').split('–'))
      .sort((one, other) => readNumber(one) - readNumber(other));
    column += 1;
    const [low = '', high = ''] = [values[0], values.at(-1)];
    return low === high ? low : `${low}–${high}`;
  });
}

function readNumber(text: string): number {
  return Number(text.replaceAll(',', ''));
}
