import { formatDuration } from '../../support/units.ts';
import { latencyWord } from '../metric-words.ts';
import type { Chart } from './chart.ts';
import { drawOverTime } from './over-time.ts';

export const latencyOverTime: Chart = {
  id: 'latency-over-time',
  question: 'When did requests take long?',
  draw: (model) =>
    drawOverTime(model, {
      figure: `99th percentile ${latencyWord(model.result)}`,
      pick: ({ p99Us }) => p99Us,
      format: formatDuration,
      axis: 'latency',
      reading:
        'Lower is better; the axis is logarithmic. Of a short interval, the percentile is that of few requests, and near their longest. A peak in every strategy is something that they share, as the machine.',
      whenAbsent: 'Nothing to draw: no interval of a trial has latencies.',
    }),
};
