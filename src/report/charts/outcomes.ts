import { formatShare } from '../../support/units.ts';
import { fates } from '../model/fates.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { counted } from '../wording.ts';
import { type Chart, type Drawing, nothingMeasured } from './chart.ts';
import { laneMiddle, laneSpec, laneY } from './lanes.ts';
import { emphasis } from './strategy-channels.ts';
import { measureText } from './text-width.ts';

export const outcomes: Chart = {
  id: 'outcomes',
  question: 'What became of each request?',
  draw: drawOutcomes,
};

interface Share {
  readonly strategy: string;
  readonly fate: string;
  readonly count: number;
  readonly from: number;
  readonly to: number;
}

/** A narrower piece has no room for its name; the text of its lane and the table tell it. */
const narrowestNamed = 0.09;

/** Around the middle of a lane; they leave room for a second line of text. */
const [barFrom, barTo] = [4, 18];

/** What a line of a phone has room for, in px. */
const widestLine = 320;

function drawOutcomes(model: RunModel): Drawing {
  const strategies = measuredStrategies(model).filter(({ fates }) => fates.length > 0);
  if (strategies.length === 0) return nothingMeasured;
  const shares = strategies.map(sharesOf);
  const lanes = strategies.map(({ name }, lane) => ({
    name,
    strategy: name,
    value: inLines((shares[lane] ?? []).map(({ fate, from, to }) => `${fate} ${formatShare(to - from)}`)),
  }));
  const values = shares.flatMap((lane, index) =>
    lane.map((share) => ({
      ...share,
      y: laneMiddle(index) + barFrom,
      y2: laneMiddle(index) + barTo,
      middle: (share.from + share.to) / 2,
      share: formatShare(share.to - share.from),
    })),
  );
  const y = laneY(lanes);
  const scale = { domain: [0, 1], nice: false };
  const axis = { format: '~%' };
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      {
        data: { values },
        mark: { type: 'rect', stroke: 'var(--chart-paper)', strokeWidth: 1 },
        encoding: {
          x: { field: 'from', type: 'quantitative', title: 'share of the requests sent', scale, axis },
          x2: { field: 'to' },
          y,
          y2: { field: 'y2' },
          fill: {
            field: 'fate',
            type: 'nominal',
            legend: null,
            scale: { domain: fates.map(({ fate }) => fate), range: fates.map(({ colour }) => colour) },
          },
          opacity: emphasis(),
          tooltip: [
            { field: 'strategy', type: 'nominal' },
            { field: 'fate', type: 'nominal', title: 'outcome' },
            { field: 'share', type: 'nominal' },
            { field: 'count', type: 'quantitative', title: 'requests', format: ',' },
          ],
        },
      },
      {
        data: { values: values.filter(({ from, to }) => to - from >= narrowestNamed) },
        mark: {
          type: 'text',
          color: 'var(--fate-text)',
          fontSize: 12,
          dy: (barTo - barFrom) / 2,
          limit: { expr: '(datum.to - datum.from) * width' },
        },
        encoding: {
          x: { field: 'middle', type: 'quantitative', scale, axis },
          y,
          text: { field: 'fate', type: 'nominal' },
          opacity: emphasis(),
        },
      },
    ]),
    caption: `Each bar is all requests that a strategy was sent (${counted(
      shares.flat().reduce((sum, { count }) => sum + count, 0),
      'request',
    )} in all), split by outcome: ${meanings(shares.flat())}.`,
    legend: [],
    table: plainTable(
      'Requests by outcome, all trials of a strategy together',
      ['strategy', 'outcome', 'requests', 'share'],
      values.map(({ strategy, fate, count, share }) => [
        strategy,
        fate,
        count.toLocaleString('en-GB'),
        share,
      ]),
    ),
  };
}

/** On two lines where one would be cut off. */
function inLines(texts: readonly string[]): string {
  const line = texts.join(' · ');
  if (measureText({ fontSize: 12.5 }, line) <= widestLine) return line;
  const half = Math.ceil(texts.length / 2);
  return `${texts.slice(0, half).join(' · ')}\n${texts.slice(half).join(' · ')}`;
}

function sharesOf({ name, fates }: StrategyModel): Share[] {
  const total = fates.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  return fates.map(({ fate, count }) => {
    const from = before / total;
    before += count;
    return { strategy: name, fate, count, from, to: before / total };
  });
}

function meanings(shares: readonly Share[]): string {
  return fates
    .filter(({ fate }) => shares.some((share) => share.fate === fate))
    .map(({ fate, meaning }) => `${fate} – ${meaning}`)
    .join('; ');
}
