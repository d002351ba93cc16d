import { formatDuration, formatShare } from '../../support/units.ts';
import type { Phase, PhaseModel } from '../model/phases.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { counted, listInWords, nameInWords } from '../wording.ts';
import { type Chart, type Drawing, nothingMeasured } from './chart.ts';
import { stackedLanes } from './stacked-lanes.ts';

export const phases: Chart = {
  id: 'phases',
  question: 'Where does the time go?',
  draw: drawPhases,
};

const looks: Readonly<Record<Phase, { readonly colour: string; readonly meaning: string }>> = {
  queue: { colour: 'var(--fate-revalidated)', meaning: 'from when a request was due until it was sent' },
  'network and client': {
    colour: 'var(--fate-bypass)',
    meaning:
      'outside the gateway: on the way, in the load generator, and in sockets until the gateway comes to read them',
  },
  gateway: { colour: 'var(--fate-collapsed)', meaning: 'the gateway’s own work' },
  'cache lookup': { colour: 'var(--fate-hit)', meaning: 'looking into the store, or waiting for it' },
  backend: {
    colour: 'var(--fate-miss)',
    meaning: 'waiting for a backend, be it by a call that another request had made',
  },
};

/** As much of the answers may be missing on one side before it is worth a word. */
const mostMissingRatio = 0.02;

interface Shown {
  readonly name: string;
  readonly phases: PhaseModel;
}

function drawPhases(model: RunModel): Drawing {
  const measured = measuredStrategies(model);
  if (measured.length === 0) return nothingMeasured;
  const shown = measured.flatMap(({ name, phases }): Shown[] =>
    phases === undefined ? [] : [{ name, phases: withoutNothing(phases) }],
  );
  if (shown.length === 0) {
    return {
      state: 'empty',
      reason: `Nothing to draw: the time within the gateways was not ${model.result.kind}, or does not fit what clients saw.`,
    };
  }
  const longestUs = Math.max(...shown.map(({ phases }) => phases.totalUs));
  return {
    state: 'drawn',
    spec: stackedLanes(
      shown.map(({ name, phases: { parts, totalUs } }) => ({
        strategy: name,
        total: `${formatDuration(totalUs)} in all`,
        texts: parts.map(({ phase, meanUs }) => `${phase} ${formatDuration(meanUs)}`),
        pieces: parts.map(({ phase, meanUs }) => ({
          part: phase,
          amount: meanUs,
          text: `${formatDuration(meanUs)}, ${formatShare(meanUs / totalUs)}`,
        })),
      })),
      {
        parts: Object.entries(looks).map(([name, { colour }]) => ({ name, colour })),
        axis: {
          type: 'quantitative',
          title: 'mean time of a request',
          scale: { domain: [0, longestUs], nice: false },
          axis: { labelExpr: durationLabel(longestUs) },
        },
        most: longestUs,
        titles: ['where', 'mean'],
      },
    ),
    caption: captionOf(shown, measured.length - shown.length),
    legend: [],
    table: plainTable(
      'Mean time of a request by where it went, all trials of a strategy together',
      ['strategy', 'where', 'mean', 'share'],
      shown.flatMap(({ name, phases: { parts, totalUs } }) =>
        parts.map(({ phase, meanUs }) => [
          name,
          phase,
          formatDuration(meanUs),
          formatShare(meanUs / totalUs),
        ]),
      ),
    ),
  };
}

/** A strategy without a cache looks nothing up. */
function withoutNothing(phases: PhaseModel): PhaseModel {
  return { ...phases, parts: phases.parts.filter(({ meanUs }) => meanUs > 0) };
}

/** In the one unit that fits the longest. */
function durationLabel(longestUs: number): string {
  const [unit, size] = longestUs < 1e3 ? ['µs', 1] : longestUs < 1e6 ? ['ms', 1e3] : ['s', 1e6];
  return `format(datum.value / ${size}, '~r') + ' ${unit}'`;
}

function captionOf(shown: readonly Shown[], missing: number): string {
  const answered = shown.reduce((sum, { phases }) => sum + phases.answered, 0);
  const occurring = Object.entries(looks).filter(([phase]) =>
    shown.some(({ phases }) => phases.parts.some((part) => part.phase === phase)),
  );
  const named = (test: (phases: PhaseModel) => boolean) =>
    shown.flatMap(({ name, phases }) => (test(phases) ? [nameInWords(name)] : []));
  const tight = named(({ isTight }) => isTight);
  const lossy = named(
    ({ answered, timed }) => Math.abs(answered - timed) > mostMissingRatio * Math.max(answered, timed),
  );
  return [
    `Each bar is the mean time of a strategy’s answered requests, writes and answers of errors among them, timeouts not (${counted(answered, 'answer')}), split by where it went: ${occurring.map(([phase, { meaning }]) => `${phase} – ${meaning}`).join('; ')}.`,
    'Means are shown because means add up; percentiles do not.',
    ...(tight.length === 0
      ? []
      : [
          `Of ${listInWords(tight)}, the gateways counted a little more time than clients saw, so nothing is left for network and client.`,
        ]),
    ...(lossy.length === 0
      ? []
      : [
          `Of ${listInWords(lossy)}, gateways and clients did not count the same number of answers, so its parts are less sure.`,
        ]),
    ...(missing === 0 ? [] : [`Left out: ${counted(missing, 'strategy', 'strategies')} without such times.`]),
  ].join(' ');
}
