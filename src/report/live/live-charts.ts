import type { TopLevelSpec } from 'vega-lite';
import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { Summary } from '../../stats/summary.ts';
import { latencyLabels, shareLabels } from '../charts/axis-labels.ts';
import { commonParts } from '../charts/config.ts';
import { strategyChannels } from '../charts/strategy-channels.ts';
import { latencyWord } from '../metric-words.ts';
import type { RunModel } from '../model/run-model.ts';
import type { TimelinePoint } from '../model/timeline.ts';
import { capitalised } from '../wording.ts';
import { liveData } from './live-data.ts';
import type { LiveChartId, LivePoint } from './live-state.ts';

/** A small chart of the trial under way, without its points: those the page puts in as they come. */
export interface LiveChart {
  readonly id: LiveChartId;
  readonly title: string;
  readonly spec: TopLevelSpec;
}

type Figure = Exclude<keyof LivePoint, 'strategy' | 'seconds'>;

interface LiveFigure {
  readonly id: LiveChartId;
  readonly title: string;
  readonly figure: Figure;
  readonly pick: (point: TimelinePoint) => Summary | undefined;
  readonly axis: Pick<PositionFieldDef<string>, 'axis' | 'scale'>;
}

const counts = { axis: { format: ',~r', tickCount: 3 }, scale: { zero: true } } as const;
const shares = {
  axis: { labelExpr: shareLabels, tickCount: 3 },
  scale: { domain: [0, 1] },
} satisfies LiveFigure['axis'];
/** From a microsecond to a thousand seconds; the axis goes over whole decades. */
const decadesUs = Array.from({ length: 10 }, (_, exponent) => 10 ** exponent);
const latencies: LiveFigure['axis'] = {
  axis: { labelExpr: latencyLabels, values: decadesUs },
  scale: { type: 'log', nice: true },
};

/** What is drawn of the trial under way, over its seconds, with the medians of the trials before it behind. */
export function liveCharts(model: RunModel): LiveChart[] {
  const word = latencyWord(model.result);
  const figures: LiveFigure[] = [
    {
      id: 'live-rate',
      title: 'Requests per second',
      figure: 'requestsPerSecond',
      pick: (point) => point.requestsPerSecond,
      axis: counts,
    },
    {
      id: 'live-p50',
      title: capitalised(`median ${word}`),
      figure: 'p50Us',
      pick: (point) => point.p50Us,
      axis: latencies,
    },
    {
      id: 'live-p99',
      title: capitalised(`99th percentile ${word}`),
      figure: 'p99Us',
      pick: (point) => point.p99Us,
      axis: latencies,
    },
    {
      id: 'live-hit-ratio',
      title: 'Hit ratio',
      figure: 'hitRatio',
      pick: (point) => point.hitRatio,
      axis: shares,
    },
  ];
  return figures.map((figure) => ({ id: figure.id, title: figure.title, spec: specOf(model, figure) }));
}

function specOf(model: RunModel, { figure, pick, axis }: LiveFigure): TopLevelSpec {
  const { warmupUs, durationUs } = model.result.scenario;
  const { color, strokeDash } = strategyChannels(model.strategies);
  const medians = model.strategies.flatMap(({ name, timeline }) =>
    timeline.flatMap((point) => {
      const median = pick(point)?.median;
      const seconds = (point.startSeconds + point.endSeconds) / 2;
      return median === undefined ? [] : [{ strategy: name, seconds, [figure]: median }];
    }),
  );
  const x = {
    field: 'seconds',
    type: 'quantitative',
    title: null,
    scale: { domain: [-warmupUs / 1e6, durationUs / 1e6], nice: false },
    axis: { format: '~r', tickMinStep: 1, tickCount: 5 },
  } satisfies PositionFieldDef<string>;
  const y: PositionFieldDef<string> = { field: figure, type: 'quantitative', title: null, ...axis };
  const line = { type: 'line', clip: true } as const;
  return {
    ...commonParts,
    height: 120,
    layer: [
      {
        data: { values: warmupUs === 0 ? [] : [{ seconds: 0 }] },
        mark: { type: 'rule', color: 'var(--chart-muted)', strokeDash: [2, 3] },
        encoding: { x },
      },
      {
        data: { values: medians },
        mark: { ...line, strokeWidth: 1.25, opacity: 0.45 },
        encoding: { x, y, color, strokeDash },
      },
      {
        data: { name: liveData },
        mark: { ...line, strokeWidth: 2.5, point: { filled: true, size: 16 } },
        encoding: { x, y, color },
      },
    ],
  };
}
