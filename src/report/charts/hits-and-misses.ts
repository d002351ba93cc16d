import { formatDuration, formatShare } from '../../support/units.ts';
import type { SourceLatency } from '../model/percentiles.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { counted } from '../wording.ts';
import type { Chart, Drawing, Layer } from './chart.ts';
import { laneMiddle, laneSpec, laneY } from './lanes.ts';
import { latencyAxis } from './latency-axis.ts';
import { trialsInWords } from './samples.ts';
import { strategyChannels } from './strategy-channels.ts';

export const hitsAndMisses: Chart = {
  id: 'hits-and-misses',
  question: 'What does an answer from the cache take, and what one from a backend?',
  draw: drawHitsAndMisses,
};

const sourceNames: Readonly<Record<SourceLatency['source'], string>> = {
  cache: 'from the cache',
  backend: 'from a backend',
};

function drawHitsAndMisses(model: RunModel): Drawing {
  const rows = measuredStrategies(model).flatMap(({ name, latencyBySource }) =>
    latencyBySource.map((latency) => ({ strategy: name, source: sourceNames[latency.source], latency })),
  );
  if (rows.length === 0)
    return { state: 'empty', reason: 'Nothing to draw: no request was answered without an error.' };
  const answers = rows.reduce((sum, { latency }) => sum + latency.count, 0);
  const waited = model.strategies.some(({ fates }) => fates.some(({ fate }) => fate === 'collapsed'));
  const lanes = rows.map(({ strategy, source, latency }) => ({
    name: strategy,
    strategy,
    value: `${source}: ${formatShare(latency.share)}, median ${formatDuration(latency.p50Us)}`,
  }));
  const values = rows.map(({ strategy, latency }, lane) => ({ strategy, y: laneMiddle(lane), ...latency }));
  const scale = latencyAxis(values.flatMap(({ p5Us, p99Us }) => [p5Us, p99Us]));
  const { color } = strategyChannels(model.strategies);
  const y = laneY(lanes);
  const span = (from: string, to: string, strokeWidth: number): Layer => ({
    mark: { type: 'rule', strokeWidth, opacity: 0.55 },
    encoding: { x: { field: from, ...scale }, x2: { field: to }, y, color },
  });
  const at = (field: string, size: number): Layer => ({
    mark: { type: 'tick', orient: 'vertical', thickness: 3, size },
    encoding: { x: { field, ...scale }, y, color },
  });
  return {
    state: 'drawn',
    spec: laneSpec(lanes, [
      {
        data: { values },
        layer: [span('p5Us', 'p95Us', 2), span('p25Us', 'p75Us', 12), at('p50Us', 22), at('p99Us', 10)],
      },
    ]),
    caption: `Each lane is the answers of one kind with their share of a strategy’s answers, errors left out, all trials together (${counted(answers, 'answer')} in ${trialsInWords(model)}): the broad bar holds the middle half of them, the thin line 5 to 95 of 100, the tall mark is their median, the short one at the right their 99th percentile.${waited ? ' Waiting for a fetch that another request had begun counts as from a backend.' : ''} The axis is logarithmic.`,
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
