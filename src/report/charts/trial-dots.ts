import type { Summary } from '../../stats/summary.ts';
import { type PickFigure, summariseFigure } from '../model/figure-comparison.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { spreadInWords } from '../wording.ts';
import { type Drawing, nothingMeasured } from './chart.ts';
import { laneMiddle, laneSpec, laneY } from './lanes.ts';
import { trialsInWords } from './samples.ts';
import { strategyChannels } from './strategy-channels.ts';

export interface TrialDots {
  /** With its unit, as `requests per second`. */
  readonly figure: string;
  readonly pick: PickFigure;
  readonly format: (value: number) => string;
  readonly reading: string;
}

/** A dot for each trial and a bar at their median, a lane for each strategy, on an axis from zero. */
export function drawTrialDots(model: RunModel, { figure, pick, format, reading }: TrialDots): Drawing {
  const rows = measuredStrategies(model).flatMap((strategy) => {
    const summary = summariseFigure(strategy, pick);
    return summary === undefined ? [] : [{ strategy, summary }];
  });
  if (rows.length === 0) return nothingMeasured;
  const lanes = rows.map(({ strategy, summary }) => ({
    name: strategy.name,
    value: summaryText(summary, format),
  }));
  const { color, shape } = strategyChannels(model.strategies);
  const x = { field: 'value', type: 'quantitative', title: figure, scale: { zero: true } } as const;
  const y = laneY(lanes);
  const trials = rows.flatMap(({ strategy: { name, trials } }, lane) =>
    trials.map(({ repetition, figures }) => {
      const value = pick(figures) ?? Number.NaN;
      return { strategy: name, y: laneMiddle(lane), value, repetition, text: format(value) };
    }),
  );
  const medians = rows.map(({ strategy: { name }, summary }, lane) => ({
    strategy: name,
    y: laneMiddle(lane),
    value: summary.median,
  }));
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      {
        data: { values: medians },
        mark: { type: 'tick', orient: 'vertical', thickness: 3, size: 22 },
        encoding: { x, y, color },
      },
      {
        data: { values: trials },
        mark: { type: 'point', filled: true, size: 70, opacity: 0.65 },
        encoding: {
          x,
          y,
          color,
          shape,
          tooltip: [
            { field: 'strategy', type: 'nominal' },
            { field: 'repetition', type: 'quantitative' },
            { field: 'text', type: 'nominal', title: figure },
          ],
        },
      },
    ]),
    caption: `Each mark is one trial (${trialsInWords(model)}); the upright bar is the median of a strategy’s trials, the range in brackets their lowest and highest. ${reading}`,
    legend: [],
    table: plainTable(
      `${figure.charAt(0).toUpperCase()}${figure.slice(1)} of each trial`,
      ['strategy', 'repetition', figure],
      trials.map(({ strategy, repetition, text }) => [strategy, `${repetition}`, text]),
    ),
  };
}

function summaryText(summary: Summary, format: (value: number) => string): string {
  const median = format(summary.median);
  const spread = spreadInWords(summary, format);
  return spread === undefined ? median : `${median} (${spread})`;
}
