import { formatDuration } from '../../support/units.ts';
import { latencyWord } from '../metric-words.ts';
import type { Chart } from './chart.ts';
import { drawOverTime } from './over-time.ts';
import type { Panel } from './over-time-rows.ts';

export const latencyOverTime: Chart = {
  id: 'latency-over-time',
  question: 'When did requests take long?',
  draw: (model) => {
    const word = latencyWord(model.result);
    const panel = (figure: Panel['figure'], title: string): Panel => ({
      ...{ figure, title },
      format: formatDuration,
      axis: 'latency',
    });
    return drawOverTime(model, {
      panels: [
        panel('p99Us', `99th percentile ${word}`),
        panel('p95Us', `95th percentile ${word}`),
        panel('p50Us', `median ${word}`),
      ],
      panelHeight: 120,
      subject: `percentiles of ${word}`,
      reading: `Lower is better; the axes are logarithmic, and the same in all panels. Of a short interval, a high percentile is that of few requests, and near their longest. A peak in every strategy is something that they share, as the ${model.result.kind === 'simulated' ? 'stream of requests' : 'machine'}.`,
      whenAbsent: 'Nothing to draw: no interval of a trial has latencies.',
    });
  },
};
