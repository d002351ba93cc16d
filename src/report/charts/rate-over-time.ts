import { formatNumber } from '../../support/units.ts';
import type { Chart } from './chart.ts';
import { drawOverTime } from './over-time.ts';

export const rateOverTime: Chart = {
  id: 'rate-over-time',
  question: 'Was the throughput steady?',
  draw: (model) =>
    drawOverTime(model, {
      figure: 'requests per second',
      pick: ({ requestsPerSecond }) => requestsPerSecond,
      format: formatNumber,
      axis: { format: ',~r' },
      reading:
        'A level line says that the warm-up was long enough; a slope, that the figures depend on when one stops.',
      whenAbsent: 'Nothing to draw: the trials were too short for a timeline.',
    }),
};
