import type { Capacity } from '../../results/capacity.ts';
import { isSimulatedRunId } from '../../results/run-id.ts';
import type { SweepIndex } from '../../results/sweep-index.ts';
import { bracketOf, capacityFinding, capacityNotices } from '../capacity/capacity-finding.ts';
import { buildCapacityModel } from '../capacity/capacity-model.ts';
import { counted, listInWords, nameInWords } from '../wording.ts';
import type { Card, CardStrategy } from './card.ts';
import type { SweepCard } from './sweep-card.ts';

/** One of the things that lie in a folder of runs, as the gallery lists it. */
export interface GalleryEntry {
  /** Names of the folders from the gallery down to its own. */
  readonly path: readonly string[];
  readonly kind: 'run' | 'sweep' | 'capacity search';
  /** Absent: it was measured. */
  readonly isSimulated?: boolean;
  readonly state: 'complete' | 'interrupted' | 'unfinished' | 'damaged' | 'unread';
  /** ISO 8601; undefined where only the folder could tell, and of what was simulated, at no time of ours. */
  readonly startedAt: string | undefined;
  readonly scenario: string;
  readonly question: string;
  readonly lead: string;
  readonly strategies: readonly string[];
  /** What else a reader should know at a glance: `2 warnings`, `1 expectation failed`. */
  readonly remarks: readonly string[];
  /** What its drawing is made of; undefined where there is nothing to compare. */
  readonly drawing: Forest | Winners | undefined;
  /** The document that holds its figures. */
  readonly document: 'result.json' | 'sweep.json' | 'capacity.json';
  /** Whether it has a page of its own, report.html. */
  readonly hasPage: boolean;
}

/** How far strategies are from their baseline. */
export interface Forest {
  readonly kind: 'forest';
  /** `capacity`: the highest rate that keeps the objective. */
  readonly figure: Card['headline'] | 'capacity';
  /** The baseline first. */
  readonly strategies: readonly CardStrategy[];
}

/** Which strategy is best in which cell. */
export interface Winners extends Pick<SweepCard, 'strategies' | 'fields' | 'measured'> {
  readonly kind: 'winners';
}

/** Where an entry lies. */
export type Located = Pick<GalleryEntry, 'path' | 'hasPage'>;

export function entryOfRun(card: Card, located: Located): GalleryEntry {
  const { kind, startedAt, scenario, question, lead, strategies, headline } = card;
  return {
    ...located,
    kind: 'run',
    isSimulated: kind === 'simulated',
    state: stateOf(card.state),
    ...{ startedAt: kind === 'simulated' ? undefined : startedAt, scenario, question, lead },
    strategies: strategies.map(({ name }) => nameInWords(name)),
    remarks: remarksOf(card),
    drawing: forestOf(headline, strategies),
    document: 'result.json',
  };
}

function forestOf(figure: Forest['figure'], strategies: readonly CardStrategy[]): Forest | undefined {
  return strategies.some(isDrawn) ? { kind: 'forest', figure, strategies } : undefined;
}

/** Whether a strategy's ratio has a place on a logarithmic axis. */
export function isDrawn({ ratio }: CardStrategy): boolean {
  return ratio !== null && ratio > 0;
}

function remarksOf({ quick, validTrials, expectations: { pass, fail, untold }, warnings }: Card): string[] {
  return [
    counted(validTrials, 'valid trial'),
    ...(quick ? ['quick look'] : []),
    ...(fail > 0 ? [`${counted(fail, 'expectation')} failed`] : []),
    ...(untold > 0 ? [`${counted(untold, 'expectation')} cannot be told`] : []),
    ...(pass > 0 ? [`${counted(pass, 'expectation')} met`] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
}

export function entryOfSweep(card: SweepCard, located: Located): GalleryEntry {
  const { kind, state, startedAt, scenario, question, lead, cells, measured, strategies, fields, warnings } =
    card;
  const isSimulated = kind === 'simulated';
  return {
    ...located,
    kind: 'sweep',
    isSimulated,
    state: stateOf(state),
    ...{ startedAt: isSimulated ? undefined : startedAt, scenario, question, lead },
    strategies: strategies.map(({ name }) => nameInWords(name)),
    remarks: [
      measured === cells
        ? counted(cells, 'cell')
        : `${measured} of ${counted(cells, 'cell')} ${kind ?? 'measured'}`,
      ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ],
    drawing: fields.length > 0 ? { kind: 'winners', strategies, fields, measured } : undefined,
    document: 'sweep.json',
  };
}

/** One whose cells were not read: its index says only what was to be measured. */
export function entryOfUnreadSweep(
  { kind, scenario, startedAt, state, axes, cells }: SweepIndex,
  located: Located,
): GalleryEntry {
  const measured = cells.filter((cell) => cell.state === 'complete').length;
  const ranges = axes.map(({ path, values }) => `${path} (${values.join(', ')})`);
  return {
    ...located,
    kind: 'sweep',
    isSimulated: kind === 'simulated',
    state: stateOf(state),
    startedAt: kind === 'simulated' ? undefined : startedAt,
    scenario: scenario.name,
    question: scenario.question,
    lead: `A sweep over ${listInWords(ranges)}: ${measured} of ${counted(cells.length, 'cell')} ${kind ?? 'measured'}. Its cells are not read yet: gatebench gallery reads them.`,
    strategies: [],
    remarks: [],
    drawing: undefined,
    document: 'sweep.json',
  };
}

export function entryOfCapacity(capacity: Capacity, located: Located): GalleryEntry {
  const { scenario, startedAt, state, strategies } = capacity;
  const model = buildCapacityModel(capacity);
  const warnings = capacityNotices(model).length;
  return {
    ...located,
    kind: 'capacity search',
    state: stateOf(state),
    startedAt,
    scenario: scenario.name,
    question: scenario.question,
    lead: capacityFinding(model).lead,
    strategies: strategies.map(({ name }) => nameInWords(name)),
    remarks: warnings > 0 ? [counted(warnings, 'warning')] : [],
    drawing: forestOf('capacity', ratesAgainstBaseline(capacity)),
    document: 'capacity.json',
  };
}

/** Between the least and the most that the brackets of both allow. */
function ratesAgainstBaseline({ strategies }: Capacity): CardStrategy[] {
  const [baseline] = strategies;
  const below = baseline && bracketOf(baseline);
  return strategies.map((strategy, place) => {
    const above = place === 0 ? undefined : bracketOf(strategy);
    const isKnown = below !== undefined && above !== undefined;
    return {
      ...{ name: strategy.name, mode: strategy.mode, value: strategy.holdsPerSecond ?? null, verdict: null },
      ratio: isKnown ? above.holds / below.holds : null,
      low: isKnown ? above.holds / below.breaks : null,
      high: isKnown ? above.breaks / below.holds : null,
    };
  });
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
    drawing: undefined,
  };
}

function stateOf(state: 'complete' | 'interrupted' | 'running'): GalleryEntry['state'] {
  return state === 'running' ? 'unfinished' : state;
}

/** The newest first; those of which only the folder tells the time have it in their names. What was simulated comes last: it has none. */
export function newestFirst(entries: readonly GalleryEntry[]): GalleryEntry[] {
  return entries
    .map((entry) => ({ entry, key: sortKey(entry) }))
    .sort((one, other) => (one.key < other.key ? 1 : one.key > other.key ? -1 : 0))
    .map(({ entry }) => entry);
}

/** Run ids are the time with hyphens for colons. */
function sortKey({ startedAt, path }: GalleryEntry): string {
  const folder = path.at(-1) ?? '';
  return (startedAt ?? (isSimulatedRunId(folder) ? '' : folder)).replaceAll(':', '-');
}
