import { validMeasurements } from '../../../results/figures.ts';
import { formatDuration } from '../../../support/units.ts';
import type { Chart, Drawing, LegendEntry } from '../../charts/chart.ts';
import { commonParts } from '../../charts/config.ts';
import { latencyAxis } from '../../charts/latency-axis.ts';
import { inverseOf, latencyAt, namedPercentiles, percentileAxis } from '../../charts/percentile-axis.ts';
import { emphasis } from '../../charts/strategy-channels.ts';
import { percentileCurve } from '../../model/percentiles.ts';
import { plainTable } from '../../tables/data-table.ts';
import { counted, nameInWords } from '../../wording.ts';
import type { ComparedRun, ComparedStrategy, ComparisonModel } from '../comparison-model.ts';
import { runStyles, runsToOverlay } from './run-styles.ts';

/** For each strategy the latency distributions of its runs, one over the other. */
export function percentilesByRun({ strategies }: ComparisonModel): Chart<ComparisonModel>[] {
  return strategies.map((strategy, place) => ({
    id: `percentiles-${place + 1}`,
    question: `How long do the slowest requests to ${nameInWords(strategy.name)} take, run by run?`,
    draw: ({ runs }) => drawPercentiles(runs, strategy),
  }));
}

function drawPercentiles(runs: readonly ComparedRun[], strategy: ComparedStrategy): Drawing {
  const shown = runsToOverlay(runs);
  const curves = shown.flatMap((run) => {
    const measurements = validMeasurements(run.result, strategy.name).map(({ measurement }) => measurement);
    const points = percentileCurve(measurements);
    return points.length === 0 ? [] : [{ run, trials: measurements.length, points }];
  });
  if (curves.length === 0) {
    return {
      state: 'empty',
      reason: `Nothing to draw: no request to ${nameInWords(strategy.name)} was answered in a valid trial of ${shown.length < runs.length ? 'the runs that would be shown' : 'any run'}.`,
    };
  }
  const legend = runStyles(shown, strategy).filter(({ name }) => curves.some(({ run }) => run.name === name));
  const line = curves.flatMap(({ run, points }) =>
    points.map(({ quantile, latencyUs }) => ({
      ...{ strategy: strategy.name, run: run.name, latencyUs },
      inverse: inverseOf(quantile),
    })),
  );
  const marks = curves.flatMap(({ run, points }) =>
    namedPercentiles.flatMap(({ quantile, name: percentile }) => {
      const latencyUs = latencyAt(points, quantile);
      if (latencyUs === undefined) return [];
      const text = formatDuration(latencyUs);
      return [
        { strategy: strategy.name, run: run.name, latencyUs, inverse: inverseOf(quantile), percentile, text },
      ];
    }),
  );
  const { color, shape, strokeDash } = runChannels(legend);
  const x = percentileAxis(line.map((point) => point.inverse));
  const y = { field: 'latencyUs', ...latencyAxis(line.map(({ latencyUs }) => latencyUs)) };
  const cut =
    shown.length < runs.length
      ? ` Of ${runs.length} runs, the first and the last ${shown.length - 1} are drawn.`
      : '';
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height: 260,
      layer: [
        {
          data: { values: line },
          mark: { type: 'line', strokeWidth: 2 },
          encoding: { x, y, color, strokeDash, opacity: emphasis() },
        },
        {
          data: { values: marks },
          mark: { type: 'point', filled: true, size: 60 },
          encoding: {
            ...{ x, y, color, shape },
            opacity: emphasis(),
            tooltip: [
              { field: 'run', type: 'nominal' },
              { field: 'percentile', type: 'nominal', title: 'of its requests' },
              { field: 'text', type: 'nominal', title: 'took at most' },
            ],
          },
        },
      ],
    },
    caption: `Each line is one run, all its valid trials together (${trialsInWords(curves)}); the solid one is the last, lower is better. At 99\u00a0%, the height is the time within which 99 of 100 requests were answered. A gap between lines alone does not say that something changed: the tables above say what can be told from chance.${cut}`,
    legend,
    table: plainTable(
      `Latency of ${strategy.name} at named percentiles, run by run`,
      ['run', 'share of its requests', 'answered within'],
      marks.map(({ run, percentile, text }) => [run, percentile, text]),
    ),
  };
}

function runChannels(legend: readonly LegendEntry[]) {
  const domain = legend.map(({ name }) => name);
  const channel = <Value>(range: readonly Value[]) =>
    ({ field: 'run', type: 'nominal', scale: { domain, range: [...range] }, legend: null }) as const;
  return {
    color: channel(legend.map(({ style }) => style.colour)),
    shape: channel(legend.map(({ style }) => style.shape)),
    strokeDash: channel(legend.map(({ style }) => [...style.dash])),
  };
}

function trialsInWords(curves: readonly { readonly trials: number }[]): string {
  return counted(
    curves.reduce((sum, { trials }) => sum + trials, 0),
    'valid trial',
  );
}
