import { formatShare } from '../../support/units.ts';
import { fates } from '../model/fates.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { counted } from '../wording.ts';
import { shareLabels } from './axis-labels.ts';
import { type Chart, type Drawing, nothingMeasured } from './chart.ts';
import { stackedLanes } from './stacked-lanes.ts';

export const outcomes: Chart = {
  id: 'outcomes',
  question: 'What became of each request?',
  draw: drawOutcomes,
};

function drawOutcomes(model: RunModel): Drawing {
  const strategies = measuredStrategies(model).filter(({ fates }) => fates.length > 0);
  if (strategies.length === 0) return nothingMeasured;
  const shares = strategies.map(sharesOf);
  return {
    state: 'drawn',
    spec: stackedLanes(
      strategies.map(({ name }, lane) => {
        const pieces = (shares[lane] ?? []).map(({ fate, count, share }) => ({
          ...{ part: fate, amount: share },
          text: `${formatShare(share)}, ${counted(count, 'request')}`,
        }));
        return {
          strategy: name,
          texts: pieces.map(({ part, amount }) => `${part} ${formatShare(amount)}`),
          pieces,
        };
      }),
      {
        parts: fates.map(({ fate, colour }) => ({ name: fate, colour })),
        axis: {
          type: 'quantitative',
          title: 'share of the requests sent',
          scale: { domain: [0, 1], nice: false },
          axis: { labelExpr: shareLabels },
        },
        most: 1,
        titles: ['outcome', 'share'],
      },
    ),
    caption: `Each bar is all requests that a strategy was sent (${counted(
      shares.flat().reduce((sum, { count }) => sum + count, 0),
      'request',
    )} in all), split by outcome: ${meanings(shares.flat())}.`,
    legend: [],
    table: plainTable(
      'Requests by outcome, all trials of a strategy together',
      ['strategy', 'outcome', 'requests', 'share'],
      shares
        .flat()
        .map(({ strategy, fate, count, share }) => [
          strategy,
          fate,
          count.toLocaleString('en-GB'),
          formatShare(share),
        ]),
    ),
  };
}

interface Share {
  readonly strategy: string;
  readonly fate: string;
  readonly count: number;
  /** 0–1. */
  readonly share: number;
}

function sharesOf({ name, fates }: StrategyModel): Share[] {
  const total = fates.reduce((sum, { count }) => sum + count, 0);
  return fates.map(({ fate, count }) => ({ strategy: name, fate, count, share: count / total }));
}

function meanings(shares: readonly Share[]): string {
  return fates
    .filter(({ fate }) => shares.some((share) => share.fate === fate))
    .map(({ fate, meaning }) => `${fate} – ${meaning}`)
    .join('; ');
}
