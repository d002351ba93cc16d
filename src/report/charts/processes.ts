import type { MarkDef } from 'vega-lite/types_unstable/mark.js';
import { type Summary, summarise } from '../../stats/summary.ts';
import { formatBytes, formatShare } from '../../support/units.ts';
import { loadGenerator, type ProcessLoad } from '../model/processes.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { type DataTable, plainTable } from '../tables/data-table.ts';
import { listInWords, nameInWords, rangeInWords } from '../wording.ts';
import { shareLabels } from './axis-labels.ts';
import { type Chart, type Drawing, type Layer, nothingMeasured } from './chart.ts';
import { laneMiddle, laneSpec, laneY } from './lanes.ts';
import { trialsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';

export const processes: Chart = {
  id: 'processes',
  question: 'Which process was busy, and was it the load generator?',
  draw: drawProcesses,
};

function drawProcesses(model: RunModel): Drawing {
  const strategies = measuredStrategies(model);
  const uses = strategies.flatMap(({ name, processes }) =>
    processes.map((use) => ({ strategy: name, ...use })),
  );
  if (uses.length === 0) return nothingMeasured;
  const names = [...new Set(uses.map(({ name }) => name))];
  const lanes = names.map((name) => ({ name, value: cpuText(uses.filter((use) => use.name === name)) }));
  const values = uses.map(({ strategy, name, cores, eventLoopUtilisation }) => ({
    strategy,
    process: name,
    y: laneMiddle(names.indexOf(name)),
    cores: cores.median,
    loop: eventLoopUtilisation?.median,
    coresText: formatShare(cores.median),
    loopText: formatShare(eventLoopUtilisation?.median ?? Number.NaN),
  }));
  const { color, shape } = strategyChannels(model.strategies);
  const x = {
    type: 'quantitative',
    title: 'share of one core',
    scale: {
      domain: [0, Math.max(1, ...values.flatMap(({ cores, loop }) => [cores, loop ?? 0]))],
      nice: false,
    },
    axis: { labelExpr: shareLabels },
  } as const;
  const y = laneY(lanes);
  const dots = (field: 'cores' | 'loop', mark: MarkDef, opacity = 1): Layer => ({
    data: { values: values.filter((value) => value[field] !== undefined) },
    mark,
    encoding: {
      x: { field, ...x, scale: { ...x.scale, domain: [...x.scale.domain] } },
      y,
      color,
      shape,
      opacity: emphasis(opacity),
      tooltip: [
        { field: 'process', type: 'nominal' },
        { field: 'strategy', type: 'nominal' },
        { field: 'coresText', type: 'nominal', title: 'CPU' },
        { field: 'loopText', type: 'nominal', title: 'event loop' },
      ],
    },
  });
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      {
        data: { values: [{ limit: busyRatio }] },
        mark: { type: 'rule', strokeDash: [4, 3], color: 'var(--chart-muted)' },
        encoding: { x: { field: 'limit', ...x, scale: { ...x.scale, domain: [...x.scale.domain] } } },
      },
      dots('loop', { type: 'point', size: 110, strokeWidth: 1.5 }, 0.8),
      dots('cores', { type: 'point', filled: true, size: 60 }),
    ]),
    caption: `Each filled mark is the CPU time of one process under one strategy, as a share of one core; the open mark of the same shape is the share of the time in which its event loop was busy (medians over ${trialsInWords(model)}). The dashed line is at ${formatShare(busyRatio)}: beyond it requests begin to wait for the process. ${bottleneckInWords(uses)}`,
    legend: strategies,
    table: tableOf(uses),
  };
}

interface Column {
  readonly heading: string;
  readonly summaryOf: (use: ProcessLoad) => Summary | undefined;
  readonly format: (value: number) => string;
}

const columns: readonly Column[] = [
  { heading: 'CPU', summaryOf: ({ cores }) => cores, format: formatShare },
  {
    heading: 'event loop',
    summaryOf: ({ eventLoopUtilisation }) => eventLoopUtilisation,
    format: formatShare,
  },
  { heading: 'waiting for a core', summaryOf: ({ waitingRatio }) => waitingRatio, format: formatShare },
  { heading: 'collecting garbage', summaryOf: ({ collectingRatio }) => collectingRatio, format: formatShare },
  { heading: 'largest memory', summaryOf: ({ peakRssBytes }) => peakRssBytes, format: formatBytes },
];

/** Without columns of which no process has anything, as a simulated one has no memory. */
function tableOf(uses: readonly (ProcessLoad & { readonly strategy: string })[]): DataTable {
  const shown = columns.filter(({ summaryOf }) => uses.some((use) => summaryOf(use) !== undefined));
  return plainTable(
    'What each process used, medians over the trials',
    ['process', 'strategy', ...shown.map(({ heading }) => heading)],
    uses.map((use) => [
      use.name,
      use.strategy,
      ...shown.map(({ summaryOf, format }) => format(summaryOf(use)?.median ?? Number.NaN)),
    ]),
  );
}

/** Of the most that a process can do; as the warnings have it. */
const busyRatio = 0.8;

/** The process that was nearest to its limit, and what that means for the figures. */
function bottleneckInWords(uses: readonly (ProcessLoad & { readonly strategy: string })[]): string {
  const busyOf = ({ cores, eventLoopUtilisation }: ProcessLoad): number =>
    Math.max(cores.median, eventLoopUtilisation?.median ?? 0);
  const [busiest] = [...uses].sort((one, other) => busyOf(other) - busyOf(one));
  if (busiest === undefined) return '';
  const place = `${busiest.name === loadGenerator ? 'the ' : ''}${busiest.name} under ${nameInWords(busiest.strategy)}, at ${formatShare(busyOf(busiest))}`;
  if (busyOf(busiest) < busyRatio) return `None came near its limit; the busiest was ${place}.`;
  const overLimit = uses.filter((use) => busyOf(use) >= busyRatio);
  const generator = overLimit
    .filter(({ name }) => name === loadGenerator)
    .map(({ strategy }) => nameInWords(strategy));
  return generator.length === 0
    ? `Nearest to its limit was ${place}.`
    : `Nearest to its limit was ${place}; the load generator was beyond the line under ${listInWords(generator)}, whose figures say more about the generator than about the strategy.`;
}

/** `CPU 12.3–45.0 % of a core`, over the strategies that the process served. */
function cpuText(uses: readonly ProcessLoad[]): string {
  const cores = summarise(uses.map(({ cores }) => cores.median));
  return cores === undefined ? '' : `CPU ${rangeInWords(cores, formatShare)} of a core`;
}
