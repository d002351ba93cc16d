import { formatDuration, formatShare } from '../../support/units.ts';
import { withoutTails } from '../model/latency-histogram.ts';
import type { SourceLatency } from '../model/percentiles.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { counted } from '../wording.ts';
import type { Chart, Drawing, Layer } from './chart.ts';
import { type Lane, laneSpec, laneTops, laneY } from './lanes.ts';
import { latencyAxis } from './latency-axis.ts';
import { trialsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';

/** Histograms, because a box or a curve of density hides that a distribution has two humps, or leaks below its values. */
export const hitsAndMisses: Chart = {
  id: 'hits-and-misses',
  question: 'What does an answer from the cache take, and what one from a backend?',
  draw: drawHitsAndMisses,
};

type Source = SourceLatency['source'];

const sourceNames: Readonly<Record<Source, string>> = { cache: 'from the cache', backend: 'from a backend' };

/** What grows upwards from the axis of a lane, and what hangs from it. */
const directions: Readonly<Record<Source, -1 | 1>> = { cache: -1, backend: 1 };
/** Short enough for a phone. */
const signs: Readonly<Record<Source, string>> = { cache: '▲ cache', backend: '▼ backend' };

/** In px: of the highest bar, of the texts of a lane with one and with two lines below its name, and below the marks. */
const barHeight = 44;
const textHeights = [40, 58] as const;
const gap = 14;

/** What a tail may hold of its kind for the axis to leave it out. */
const tailShare = 0.001;

function drawHitsAndMisses(model: RunModel): Drawing {
  const strategies = measuredStrategies(model).filter(({ latencyBySource }) => latencyBySource.length > 0);
  if (strategies.length === 0)
    return { state: 'empty', reason: 'Nothing to draw: no request was answered without an error.' };
  const lanes = strategies.map(
    ({ name, latencyBySource }): Lane => ({
      name,
      strategy: name,
      value: latencyBySource.map(inWords).join('\n'),
      height: textHeight(latencyBySource) + latencyBySource.length * barHeight + gap,
    }),
  );
  const tops = laneTops(lanes);
  const rows = strategies.flatMap(({ name, latencyBySource }, lane) => {
    const isAbove = latencyBySource.some(({ source }) => source === 'cache');
    const y = (tops[lane] ?? 0) + textHeight(latencyBySource) + (isAbove ? barHeight : 0);
    return latencyBySource.map((latency) => ({
      ...{ strategy: name, source: sourceNames[latency.source], latency, y },
      end: y + directions[latency.source] * barHeight,
    }));
  });
  const highest = Math.max(...rows.flatMap(({ latency }) => latency.bins.map(({ share }) => share)));
  const bars = rows.flatMap(({ strategy, source, latency, y }) =>
    withoutTails(latency.bins, tailShare).map(({ lowUs, highUs, share }) => ({
      ...{ strategy, source, lowUs: significant(lowUs), highUs: significant(highUs) },
      y,
      y2: Number((y + (directions[latency.source] * barHeight * share) / highest).toFixed(2)),
      took: `${formatDuration(lowUs)} to ${formatDuration(highUs)}`,
      share: `${formatShare(share)} of them`,
    })),
  );
  const percentiles = rows.map(({ strategy, latency: { p50Us, p99Us }, y, end }) => ({
    ...{ strategy, y, end, p50Us, p99Us },
  }));
  const scale = latencyAxis([
    ...bars.flatMap(({ lowUs, highUs }) => [lowUs, highUs]),
    ...percentiles.flatMap(({ p50Us, p99Us }) => [p50Us, p99Us]),
  ]);
  const { color } = strategyChannels(model.strategies);
  const y = laneY(lanes);
  const barsOf = (source: Source, fillOpacity: number): Layer => ({
    data: { values: bars.filter((bar) => bar.source === sourceNames[source]) },
    mark: { type: 'rect', strokeWidth: 1, fillOpacity },
    encoding: {
      x: { field: 'lowUs', ...scale },
      x2: { field: 'highUs' },
      y,
      y2: { field: 'y2' },
      fill: color,
      stroke: color,
      opacity: emphasis(),
      tooltip: [
        { field: 'strategy', type: 'nominal' },
        { field: 'source', type: 'nominal', title: 'answers' },
        { field: 'took', type: 'nominal' },
        { field: 'share', type: 'nominal' },
      ],
    },
  });
  const at = (field: 'p50Us' | 'p99Us', strokeDash: number[]): Layer => ({
    data: { values: percentiles },
    mark: { type: 'rule', color: 'var(--chart-text)', strokeWidth: 1.5, strokeDash },
    encoding: { x: { field, ...scale }, y, y2: { field: 'end' }, opacity: emphasis() },
  });
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      barsOf('cache', 0.75),
      barsOf('backend', 0.12),
      {
        data: { values: percentiles },
        mark: { type: 'rule', color: 'var(--chart-muted)' },
        encoding: { x: { value: 0 }, x2: { value: 'width' }, y },
      },
      at('p50Us', []),
      at('p99Us', [3, 2]),
    ]),
    caption: captionOf(model, highest),
    legend: [],
    table: plainTable(
      'Latency of answers from the cache and from a backend',
      ['strategy', 'source', 'answers', 'p5', 'p25', 'p50', 'p75', 'p95', 'p99'],
      rows.map(({ strategy, source, latency }) => [
        strategy,
        source,
        latency.count.toLocaleString('en-GB'),
        ...[latency.p5Us, latency.p25Us, latency.p50Us, latency.p75Us, latency.p95Us, latency.p99Us].map(
          formatDuration,
        ),
      ]),
    ),
  };
}

function inWords({ source, share, p50Us, p99Us }: SourceLatency): string {
  return `${signs[source]} ${formatShare(share)}: median ${formatDuration(p50Us)}, p99 ${formatDuration(p99Us)}`;
}

function textHeight(sources: readonly SourceLatency[]): number {
  return textHeights[sources.length > 1 ? 1 : 0];
}

function captionOf(model: RunModel, highest: number): string {
  const answers = model.strategies
    .flatMap(({ latencyBySource }) => latencyBySource)
    .reduce((sum, { count }) => sum + count, 0);
  const waited = model.strategies.some(({ fates }) => fates.some(({ fate }) => fate === 'collapsed'));
  return [
    `Each bar is the share of the answers of its kind that took so long: filled and upwards from the cache, outlined and downwards from a backend, errors left out, all trials together (${counted(answers, 'answer')} in ${trialsInWords(model)}).`,
    `Both kinds are drawn to the same scale, each as a whole of its own, however few of a strategy’s answers it has: the highest bar is ${formatShare(highest)} of its kind. The upright lines are its median and, dashed, its 99th percentile.`,
    ...(waited ? ['Waiting for a fetch that another request had begun counts as from a backend.'] : []),
    'The axis is logarithmic, every bar a twelfth of a tenfold wide; at its ends, bars are left out that would hold fewer than one in a thousand.',
  ].join(' ');
}

function significant(value: number): number {
  return Number(value.toPrecision(6));
}
