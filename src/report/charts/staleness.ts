import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { formatDuration, formatShare } from '../../support/units.ts';
import { groupBy } from '../model/group-by.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { theoryInBrief } from '../theory-in-words.ts';
import { shareLabels } from './axis-labels.ts';
import type { Chart, Drawing, Layer } from './chart.ts';
import { commonParts } from './config.ts';
import { placeLabels } from './place-labels.ts';
import { trialsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';
import { measureText } from './text-width.ts';

export const staleness: Chart = {
  id: 'staleness',
  question: 'What is paid in freshness for the hits?',
  concerns: ({ strategies }) => strategies.some((strategy) => strategy.staleness !== undefined),
  draw: drawStaleness,
};

const height = 280;
const fontSize = 12.5;

/** Fonts differ: what is measured as Helvetica may be drawn in a wider one. */
const widestFont = 1.15;

interface Point {
  readonly strategy: string;
  readonly repetition: number;
  readonly stale: number;
  readonly hitRatio: number;
  readonly staleText: string;
  readonly hitText: string;
  /** How long what was stale had been so. */
  readonly ageText: string;
}

function drawStaleness(model: RunModel): Drawing {
  const points = pointsOf(model);
  if (points.length === 0)
    return { state: 'empty', reason: 'Nothing to draw: no read could be told fresh from stale.' };
  const said = measuredStrategies(model).flatMap(({ name, theory }) =>
    theory?.staleRatio === undefined
      ? []
      : [{ strategy: name, hitRatio: theory.hitRatio ?? 0, stale: theory.staleRatio }],
  );
  const most = 1.08 * Math.max(0.01, ...[...points, ...said].map(({ stale }) => stale));
  const x = shareChannel('hitRatio', 'hit ratio', 1);
  const y = shareChannel('stale', 'stale reads', most);
  const { color, shape } = strategyChannels(model.strategies);
  const names = [...groupBy(points, ({ strategy }) => strategy)].map(([strategy, trials]) => ({
    strategy,
    hitRatio: mean(trials.map(({ hitRatio }) => hitRatio)),
    stale: mean(trials.map(({ stale }) => stale)),
  }));
  const places = placeLabels(
    names.map(({ strategy, hitRatio, stale }) => ({
      across: hitRatio,
      down: (1 - stale / most) * height,
      width: measureText({ fontSize }, strategy) * widestFont,
    })),
    height,
  );
  const named = places && names.map((name, index) => ({ ...name, ...places[index] }));
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height,
      layer: [
        {
          data: { values: points },
          mark: { type: 'point', filled: true, size: 80 },
          encoding: {
            ...{ x, y, color, shape, opacity: emphasis(0.75) },
            tooltip: [
              { field: 'strategy', type: 'nominal' },
              { field: 'repetition', type: 'quantitative' },
              { field: 'hitText', type: 'nominal', title: 'hit ratio' },
              { field: 'staleText', type: 'nominal', title: 'stale reads' },
              { field: 'ageText', type: 'nominal', title: 'stale for, p99' },
            ],
          },
        },
        ...(said.length === 0 ? [] : [theoryLayer(said, { x, y, color })]),
        ...(named === undefined ? [] : [nameLayer(named, x, y)]),
      ],
    },
    caption: `Each mark is one trial (${trialsInWords(model)}): the further right, the more of its cacheable requests were hits; the lower, the fewer of its reads were older than what a client had been told was written before. The right bottom corner is best. A strategy without a cache stands at a hit ratio of 0. For how long stale answers had been out of date is in the table.${said.length === 0 ? '' : theoryInBrief(model, 'A hollow cross is')}`,
    legend:
      named === undefined
        ? measuredStrategies(model).filter(({ name }) => names.some(({ strategy }) => strategy === name))
        : [],
    table: plainTable(
      'Stale reads and hit ratio of each trial',
      ['strategy', 'repetition', 'hit ratio', 'stale reads', 'stale for, p99'],
      [
        ...said.map(({ strategy, hitRatio, stale }) => [
          ...[strategy, 'theory', formatShare(hitRatio), formatShare(stale), '–'],
        ]),
        ...points.map(({ strategy, repetition, hitText, staleText, ageText }) => [
          ...[strategy, `${repetition}`, hitText, staleText, ageText],
        ]),
      ],
    ),
  };
}

function pointsOf(model: RunModel): Point[] {
  return measuredStrategies(model).flatMap(({ name, trials }) =>
    trials.flatMap(({ repetition, figures: { staleness: counted, hitRatio = 0 } }): Point[] => {
      const stale = counted?.staleRatio;
      return stale === undefined
        ? []
        : [
            {
              ...{ strategy: name, repetition, stale, hitRatio },
              staleText: formatShare(stale),
              hitText: formatShare(hitRatio),
              ageText: formatDuration(counted?.ageP99Us ?? Number.NaN),
            },
          ];
    }),
  );
}

function shareChannel(field: string, title: string, most: number): PositionFieldDef<string> {
  return {
    ...{ field, title },
    type: 'quantitative',
    scale: { domain: [0, most], nice: false },
    axis: { labelExpr: shareLabels },
  };
}

function theoryLayer(
  said: object[],
  {
    x,
    y,
    color,
  }: {
    readonly x: PositionFieldDef<string>;
    readonly y: PositionFieldDef<string>;
    readonly color: ReturnType<typeof strategyChannels>['color'];
  },
): Layer {
  return {
    data: { values: said },
    mark: { type: 'point', shape: 'cross', filled: false, size: 260, strokeWidth: 1.25 },
    encoding: { x, y, color, opacity: emphasis() },
  };
}

/** A name stands beside the middle of its trials. */
function nameLayer(named: object[], x: PositionFieldDef<string>, y: PositionFieldDef<string>): Layer {
  const at = { align: { expr: 'datum.align' }, dx: { expr: 'datum.dx' }, dy: { expr: 'datum.dy' } };
  return {
    data: { values: named },
    mark: { type: 'text', baseline: 'middle', fontSize, ...at },
    encoding: { x, y, text: { field: 'strategy', type: 'nominal' }, opacity: emphasis() },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
