import { formatNumber } from '../../support/units.ts';
import type { Chart } from './chart.ts';
import { drawTrialDots } from './trial-dots.ts';

export const throughput: Chart = {
  id: 'throughput',
  question: 'How many requests does each strategy answer?',
  draw: (model) =>
    drawTrialDots(model, {
      figure: 'requests per second',
      pick: ({ requestsPerSecond }) => requestsPerSecond,
      format: formatNumber,
      reading:
        'Further right is better. Strategies whose marks lie apart differ by more than their repetitions do.',
    }),
};
