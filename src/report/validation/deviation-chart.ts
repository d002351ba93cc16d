import type { MetricName } from '../../support/metrics.ts';
import { metricKinds } from '../../support/metrics.ts';
import type { Chart, Drawing } from '../charts/chart.ts';
import { laneMiddle, laneSpec, laneY } from '../charts/lanes.ts';
import { emphasis, strategyChannels } from '../charts/strategy-channels.ts';
import { formatterOf, metricInWords } from '../metric-words.ts';
import { seriesStyles } from '../model/series-style.ts';
import { plainTable } from '../tables/data-table.ts';
import { capitalised, intervalInWords } from '../wording.ts';
import type { Validation } from './validation.ts';
import { deviationInWords } from './validation-report.ts';

/** One figure of every strategy, as it was measured and as it was simulated, one over the other. */
export function deviationChart(metric: MetricName): Chart<Validation> {
  return {
    id: `deviation-${metric}`,
    question: `How near does the simulation come to the measured ${metricKinds[metric].label}?`,
    concerns: ({ deviations }) => deviations.some((each) => each.metric === metric),
    draw: (validation) => drawDeviations(validation, metric),
  };
}

function drawDeviations({ measured, deviations }: Validation, metric: MetricName): Drawing {
  const rows = deviations.filter((each) => each.metric === metric);
  if (rows.length === 0) {
    return { state: 'empty', reason: 'Nothing to draw: the figure was not both measured and simulated.' };
  }
  const [figure, format] = [metricInWords(metric, measured), formatterOf(metric, measured)];
  const lanes = rows.map((row) => ({
    name: row.strategy,
    strategy: row.strategy,
    value: `measured ${format(row.measured.value)}, simulated ${format(row.simulated.value)} (${deviationInWords(row)})`,
  }));
  const { strategies } = measured.scenario;
  const styles = seriesStyles(strategies);
  const { color } = strategyChannels(
    strategies.flatMap(({ name }, place) => {
      const style = styles[place];
      return style === undefined ? [] : [{ name, style }];
    }),
  );
  const x = { type: 'quantitative', title: figure, scale: { zero: true } } as const;
  const y = laneY(lanes);
  const values = rows.map((row, lane) => ({
    strategy: row.strategy,
    y: laneMiddle(lane),
    measured: row.measured.value,
    simulated: row.simulated.value,
    low: row.measured.interval?.low ?? row.measured.value,
    high: row.measured.interval?.high ?? row.measured.value,
    measuredText: format(row.measured.value),
    simulatedText: format(row.simulated.value),
    deviation: deviationInWords(row),
  }));
  const tooltip = [
    { field: 'strategy', type: 'nominal' },
    { field: 'measuredText', type: 'nominal', title: 'measured' },
    { field: 'simulatedText', type: 'nominal', title: 'simulated' },
    { field: 'deviation', type: 'nominal' },
  ] as const;
  const common = { y, color, opacity: emphasis() };
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      {
        data: { values },
        layer: [
          {
            mark: { type: 'rule', strokeWidth: 2 },
            encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, ...common },
          },
          {
            mark: { type: 'point', shape: 'circle', filled: true, size: 90 },
            encoding: { x: { field: 'measured', ...x }, ...common, tooltip: [...tooltip] },
          },
          {
            mark: {
              type: 'point',
              shape: 'diamond',
              filled: false,
              fill: 'var(--chart-paper)',
              strokeWidth: 2,
              size: 130,
            },
            encoding: { x: { field: 'simulated', ...x }, ...common, tooltip: [...tooltip] },
          },
        ],
      },
    ]),
    caption:
      'Each filled circle is what was measured, with its 95\u00a0% interval where there are enough trials; the empty diamond is what was simulated.',
    legend: [],
    table: plainTable(
      `${capitalised(figure)}, measured and simulated`,
      ['strategy', 'measured', '95 % interval', 'simulated', 'deviation'],
      rows.map((row) => [
        row.strategy,
        format(row.measured.value),
        row.measured.interval === undefined ? '–' : intervalInWords(row.measured.interval, format),
        format(row.simulated.value),
        deviationInWords(row),
      ]),
    ),
  };
}
