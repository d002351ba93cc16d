import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { formatShare } from '../../support/units.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import type { Chart, Drawing } from './chart.ts';
import { commonParts } from './config.ts';
import { trialsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';

export const staleness: Chart = {
  id: 'staleness',
  question: 'What is paid in freshness for the hits?',
  concerns: ({ strategies }) => strategies.some((strategy) => strategy.staleness !== undefined),
  draw: drawStaleness,
};

function drawStaleness(model: RunModel): Drawing {
  const values = measuredStrategies(model).flatMap(({ name, trials }) =>
    trials.flatMap(({ repetition, figures: { staleness: counted, hitRatio = 0 } }) => {
      const stale = counted?.staleRatio;
      if (stale === undefined) return [];
      const texts = { staleText: formatShare(stale), hitText: formatShare(hitRatio) };
      return [{ strategy: name, repetition, stale, hitRatio, ...texts }];
    }),
  );
  if (values.length === 0)
    return { state: 'empty', reason: 'Nothing to draw: no read could be told fresh from stale.' };
  const { color, shape } = strategyChannels(model.strategies);
  const axis = { format: '~%' };
  const x: PositionFieldDef<string> = {
    ...{ field: 'hitRatio', type: 'quantitative', title: 'hit ratio' },
    scale: { domain: [0, 1] },
    axis,
  };
  const most = Math.max(0.01, ...values.map(({ stale }) => stale));
  const y: PositionFieldDef<string> = {
    ...{ field: 'stale', type: 'quantitative', title: 'stale reads' },
    scale: { domain: [0, most] },
    axis,
  };
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height: 260,
      data: { values },
      mark: { type: 'point', filled: true, size: 80 },
      encoding: {
        x,
        y,
        color,
        shape,
        opacity: emphasis(0.75),
        tooltip: [
          { field: 'strategy', type: 'nominal' },
          { field: 'repetition', type: 'quantitative' },
          { field: 'hitText', type: 'nominal', title: 'hit ratio' },
          { field: 'staleText', type: 'nominal', title: 'stale reads' },
        ],
      },
    },
    caption: `Each mark is one trial (${trialsInWords(model)}): the further right, the more of its cacheable requests were hits; the lower, the fewer of its reads were older than what a client had been told was written before. The right bottom corner is best. A strategy without a cache stands at a hit ratio of 0.`,
    legend: measuredStrategies(model).filter(({ name }) => values.some(({ strategy }) => strategy === name)),
    table: plainTable(
      'Stale reads and hit ratio of each trial',
      ['strategy', 'repetition', 'hit ratio', 'stale reads'],
      values.map(({ strategy, repetition, hitText, staleText }) => [
        strategy,
        `${repetition}`,
        hitText,
        staleText,
      ]),
    ),
  };
}
