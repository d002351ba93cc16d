import type { Capacity } from '../../results/capacity.ts';
import type { SweepIndex } from '../../results/sweep-index.ts';
import { formatNumber } from '../../support/units.ts';
import { counted, listInWords, nameInWords } from '../wording.ts';
import type { Card, CardStrategy } from './card.ts';

/** One of the things that lie in a folder of runs, as the gallery lists it. */
export interface GalleryEntry {
  /** Names of the folders from the gallery down to its own. */
  readonly path: readonly string[];
  readonly kind: 'run' | 'sweep' | 'capacity search';
  readonly state: 'complete' | 'interrupted' | 'unfinished' | 'damaged' | 'unread';
  /** ISO 8601; undefined where only the folder could tell. */
  readonly startedAt: string | undefined;
  readonly scenario: string;
  readonly question: string;
  readonly lead: string;
  readonly strategies: readonly string[];
  /** What else a reader should know at a glance: `2 warnings`, `1 expectation failed`. */
  readonly remarks: readonly string[];
  /** What the drawing of a run is made of; undefined where there is nothing to compare. */
  readonly forest: Forest | undefined;
  /** The document that holds its figures. */
  readonly document: 'result.json' | 'sweep.json' | 'capacity.json';
  /** Whether it has a page of its own, report.html. */
  readonly hasPage: boolean;
}

export type Forest = Pick<Card, 'headline' | 'strategies'>;

/** Where an entry lies. */
export type Located = Pick<GalleryEntry, 'path' | 'hasPage'>;

export function entryOfRun(card: Card, located: Located): GalleryEntry {
  const { startedAt, scenario, question, lead, strategies, headline } = card;
  return {
    ...located,
    kind: 'run',
    state: stateOf(card.state),
    ...{ startedAt, scenario, question, lead },
    strategies: strategies.map(({ name }) => nameInWords(name)),
    remarks: remarksOf(card),
    forest: strategies.some(isDrawn) ? { headline, strategies } : undefined,
    document: 'result.json',
  };
}

/** Whether a strategy's ratio has a place on a logarithmic axis. */
export function isDrawn({ ratio }: CardStrategy): boolean {
  return ratio !== null && ratio > 0;
}

function remarksOf({
  kind,
  quick,
  validTrials,
  expectations: { pass, fail, untold },
  warnings,
}: Card): string[] {
  return [
    counted(validTrials, 'valid trial'),
    ...(kind === 'simulated' ? ['simulated'] : []),
    ...(quick ? ['quick look'] : []),
    ...(fail > 0 ? [`${counted(fail, 'expectation')} failed`] : []),
    ...(untold > 0 ? [`${counted(untold, 'expectation')} cannot be told`] : []),
    ...(pass > 0 ? [`${counted(pass, 'expectation')} met`] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
}

export function entryOfSweep(
  { scenario, startedAt, state, axes, cells }: SweepIndex,
  located: Located,
): GalleryEntry {
  const measured = cells.filter((cell) => cell.state === 'complete').length;
  const ranges = axes.map(({ path, values }) => `${path} (${values.join(', ')})`);
  return {
    ...located,
    kind: 'sweep',
    state: stateOf(state),
    startedAt,
    scenario: scenario.name,
    question: scenario.question,
    lead: `A sweep over ${listInWords(ranges)}: ${measured} of ${counted(cells.length, 'cell')} measured.`,
    strategies: [],
    remarks: [],
    forest: undefined,
    document: 'sweep.json',
  };
}

export function entryOfCapacity(
  { scenario, startedAt, state, strategies }: Capacity,
  located: Located,
): GalleryEntry {
  const found = strategies.map(({ name, holdsPerSecond }) =>
    holdsPerSecond === undefined
      ? `none is known for ${nameInWords(name)}`
      : `${formatNumber(holdsPerSecond)}/s for ${nameInWords(name)}`,
  );
  return {
    ...located,
    kind: 'capacity search',
    state: stateOf(state),
    startedAt,
    scenario: scenario.name,
    question: scenario.question,
    lead: `The highest rate that keeps the objective: ${listInWords(found)}.`,
    strategies: strategies.map(({ name }) => nameInWords(name)),
    remarks: [],
    forest: undefined,
    document: 'capacity.json',
  };
}

/** One that cannot be read, and why; or that was not read yet. */
export function entryWithoutFigures(
  { path, hasPage }: Located,
  { kind, state, document, lead }: Pick<GalleryEntry, 'kind' | 'state' | 'document' | 'lead'>,
): GalleryEntry {
  return {
    ...{ path, hasPage, kind, state, document, lead },
    startedAt: undefined,
    scenario: path.at(-2) ?? path.at(-1) ?? '',
    question: '',
    strategies: [],
    remarks: [],
    forest: undefined,
  };
}

function stateOf(state: 'complete' | 'interrupted' | 'running'): GalleryEntry['state'] {
  return state === 'running' ? 'unfinished' : state;
}

/** The newest first; those of which only the folder tells the time have it in their names. */
export function newestFirst(entries: readonly GalleryEntry[]): GalleryEntry[] {
  return entries
    .map((entry) => ({ entry, key: sortKey(entry) }))
    .sort((one, other) => (one.key < other.key ? 1 : one.key > other.key ? -1 : 0))
    .map(({ entry }) => entry);
}

/** Run ids are the time with hyphens for colons. */
function sortKey({ startedAt, path }: GalleryEntry): string {
  return (startedAt ?? path.at(-1) ?? '').replaceAll(':', '-');
}
