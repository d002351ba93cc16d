import type { Chart } from './chart.ts';
import { drawTrialDots } from './trial-dots.ts';

/** In open loop the schedule gives the throughput, and a chart of it would only show that schedule. */
export const throughput: Chart = {
  id: 'throughput',
  question: 'How many requests does each strategy answer?',
  concerns: ({ result }) => result.scenario.load.kind === 'closed',
  draw: (model) =>
    drawTrialDots(model, {
      metric: 'requestsPerSecond',
      reading:
        'Further right is better. Whether two strategies differ is not told by whether their lines overlap, but by the ratios within blocks, above.',
    }),
};
