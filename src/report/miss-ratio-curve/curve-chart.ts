import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { formatShare } from '../../support/units.ts';
import type { Chart, Drawing } from '../charts/chart.ts';
import { commonParts } from '../charts/config.ts';
import { stepsAround } from '../charts/latency-axis.ts';
import { emphasis, strategyChannels } from '../charts/strategy-channels.ts';
import { seriesStyles } from '../model/series-style.ts';
import { curveTable } from './curve-table.ts';
import { compulsoryMissRatio, type MissRatioCurves } from './miss-ratio-curves.ts';

export const curveChart: Chart<MissRatioCurves> = {
  id: 'miss-ratios',
  question: 'How often does a cache miss that has so much room?',
  draw: drawCurves,
};

const height = 340;

function drawCurves(model: MissRatioCurves): Drawing {
  const { sizes, curves } = model;
  const [least, most] = [sizes[0], sizes.at(-1)];
  if (least === undefined || most === undefined)
    return { state: 'empty', reason: 'Nothing to draw: no size.' };
  const styles = seriesStyles(curves.map(({ name }) => ({ mode: name })));
  const legend = curves.map(({ name }, place) => ({ name, style: styles[place] as (typeof styles)[number] }));
  const { color, shape, strokeDash } = strategyChannels(legend);
  const steps = stepsAround(least, most);
  const x: PositionFieldDef<string> = {
    field: 'entries',
    type: 'quantitative',
    title: 'entries that the cache has room for (log)',
    scale: { type: 'log', domain: [steps[0] ?? 1, steps.at(-1) ?? 10], nice: false },
    axis: { format: '~s' },
  };
  const y: PositionFieldDef<string> = {
    field: 'missRatio',
    type: 'quantitative',
    title: 'miss ratio',
    scale: { domain: [0, 1] },
    axis: { format: '.0%' },
  };
  const values = curves.flatMap(({ name, missRatios }) =>
    sizes.map((entries, place) => ({ strategy: name, entries, missRatio: missRatios[place] ?? Number.NaN })),
  );
  const floor = compulsoryMissRatio(model);
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height,
      layer: [
        {
          data: { values: [{ missRatio: floor }] },
          mark: { type: 'rule', strokeWidth: 1, strokeDash: [3, 3], color: 'var(--chart-muted)' },
          encoding: { y },
        },
        {
          data: { values },
          mark: { type: 'line', strokeWidth: 2 },
          encoding: { x, y, color, strokeDash, opacity: emphasis() },
        },
        {
          data: { values },
          mark: { type: 'point', filled: true, size: 45 },
          encoding: {
            ...{ x, y, color, shape, opacity: emphasis() },
            tooltip: [
              { field: 'strategy', type: 'nominal', title: 'policy' },
              { field: 'entries', type: 'quantitative', format: ',' },
              { field: 'missRatio', type: 'quantitative', title: 'miss ratio', format: '.4f' },
            ],
          },
        },
      ],
    },
    caption: `Each line is one policy, each mark a cache that was empty at first and has room for so many entries. The dashed rule, at ${formatShare(floor)}, are requests that ask for a key for the first time: no cache can answer them.${curves.some(({ name }) => name === 'optimum') ? ' The line of optimum is Belady’s: it knows what will be asked for, so no policy comes below it.' : ''} The axis of entries is logarithmic.`,
    legend,
    table: curveTable(model),
  };
}
