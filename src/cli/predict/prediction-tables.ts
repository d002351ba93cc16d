import { axisNames } from '../../report/sweep/axis.ts';
import { type DataTable, plainTable } from '../../report/tables/data-table.ts';
import type { PredictedBackend, Prediction } from '../../simulate/theory/predict.ts';
import type { Predicted } from '../../simulate/theory/question.ts';
import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';
import type { PredictedScenario, SampledFigure } from './predicted-scenario.ts';

interface Column {
  readonly heading: string;
  readonly text: (prediction: Prediction) => string;
  /** Set where a figure is the same however long the caches have been filling, or near enough. */
  readonly only?: Predicted;
}

/** The steady state, and below it what a run would measure; one where nothing is ever cached. */
export function predictionTables(predicted: PredictedScenario): DataTable[] {
  const caches = allOf(predicted).some(({ steady }) => steady.hitRatio !== undefined);
  return caches
    ? [tableOf(predicted, 'steady'), tableOf(predicted, 'measured'), ...sampledTable(predicted)]
    : [tableOf(predicted, 'steady')];
}

/** None where no sample was asked for. */
function sampledTable({ cells, axes }: PredictedScenario): DataTable[] {
  const rows = cells.flatMap(({ number, strategies }) =>
    strategies.flatMap(({ name, sampled }) =>
      sampled === undefined
        ? []
        : [
            [
              ...(axes.length > 0 ? [`${number}`] : []),
              name,
              formatNumber(sampled.every),
              ...figureTexts(sampled.hitRatio),
              ...figureTexts(sampled.offload),
            ],
          ],
    ),
  );
  if (rows.length === 0) return [];
  const headings = ['strategy', 'one key in', 'hit ratio', '95 % interval', 'offload', '95 % interval'];
  return [
    plainTable(
      'As a run measures it, by simulation of samples of the keys (SHARDS), in which answers take no time',
      axes.length > 0 ? ['cell', ...headings] : headings,
      rows,
    ),
  ];
}

function figureTexts({ value, low, high }: SampledFigure): string[] {
  return [formatShare(value), `${formatShare(low)} – ${formatShare(high)}`];
}

function tableOf(predicted: PredictedScenario, which: Predicted): DataTable {
  const { axes, cells } = predicted;
  const columns = columnsOf(predicted)
    .filter(({ only = which }) => only === which)
    .filter(({ text }) => allOf(predicted).some((strategy) => text(strategy[which]) !== absent));
  const isSweep = axes.length > 0;
  return plainTable(
    which === 'steady' ? 'In the steady state' : measuredCaption(predicted),
    [
      ...(isSweep ? ['cell', ...axisNames(axes.map((path) => ({ path })))] : []),
      'strategy',
      ...columns.map(({ heading }) => heading),
    ],
    cells.flatMap(({ number, values, strategies }) =>
      strategies.map((strategy) => [
        ...(isSweep ? [number, ...values].map(String) : []),
        strategy.name,
        ...columns.map(({ text }) => text(strategy[which])),
      ]),
    ),
  );
}

function measuredCaption({ cells }: PredictedScenario): string {
  const [first, ...others] = cells.map(
    ({ measured: { sinceEmptyUs, durationUs } }) =>
      `${formatDuration(durationUs)} from ${sinceEmptyUs === 0 ? 'empty caches on' : `${formatDuration(sinceEmptyUs)} after caches were empty`}`,
  );
  const isOne = others.every((other) => other === first);
  return `As a run measures it${isOne ? `, for ${first}` : ', for as long as each cell says'}`;
}

function columnsOf(predicted: PredictedScenario): Column[] {
  const names = [
    ...new Set(allOf(predicted).flatMap(({ steady }) => steady.backends.map(({ name }) => name))),
  ];
  return [
    {
      heading: 'requests/s',
      text: ({ requestsPerSecond }) => formatNumber(requestsPerSecond),
      only: 'steady',
    },
    { heading: 'hit ratio', text: ({ hitRatio }) => shareOr(hitRatio) },
    { heading: 'offload', text: ({ offload }) => formatShare(offload) },
    { heading: 'backend calls/s', text: ({ backendCallsPerSecond }) => formatNumber(backendCallsPerSecond) },
    {
      heading: 'mean age',
      text: ({ meanAgeUs }) => (meanAgeUs === undefined ? absent : formatDuration(meanAgeUs)),
    },
    { heading: 'stale reads', text: ({ staleRatio }) => shareOr(staleRatio) },
    ...names.flatMap((name): Column[] => {
      const called = names.length === 1 ? 'backend' : name;
      const of = ({ backends }: Prediction) => backends.find((backend) => backend.name === name);
      return [
        { heading: `${called} busy`, text: (prediction) => busyText(of(prediction)) },
        { heading: `${called} wait`, text: (prediction) => waitText(of(prediction)) },
      ];
    }),
    { heading: 'kept unasked', text: ({ characteristicUs }) => keptText(characteristicUs), only: 'steady' },
  ];
}

const absent = '–';

const shareOr = (ratio: number | undefined): string => (ratio === undefined ? absent : formatShare(ratio));

function busyText(backend: PredictedBackend | undefined): string {
  return backend?.capacity === undefined ? absent : formatShare(backend.utilisation);
}

function waitText(backend: PredictedBackend | undefined): string {
  if (backend?.capacity === undefined) return absent;
  if (backend.meanWaitUs === Number.POSITIVE_INFINITY) return 'grows';
  return formatDuration(backend.meanWaitUs < 0.05 ? 0 : backend.meanWaitUs);
}

function keptText(characteristicUs: number | undefined): string {
  if (characteristicUs === undefined) return absent;
  return characteristicUs === Number.POSITIVE_INFINITY ? 'never full' : formatDuration(characteristicUs);
}

function allOf({ cells }: PredictedScenario) {
  return cells.flatMap(({ strategies }) => strategies);
}
