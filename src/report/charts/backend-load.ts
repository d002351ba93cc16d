import type { Chart } from './chart.ts';
import { drawTrialDots } from './trial-dots.ts';

export const backendLoad: Chart = {
  id: 'backend-load',
  question: 'How much work is left for the backends?',
  draw: (model) =>
    drawTrialDots(model, {
      metric: 'backendCallsPer100',
      theory: ({ offload }) => 100 * (1 - offload),
      reading:
        'Further left is better: at 100 there are as many backend calls as requests, at 10 a tenth as many. Every write is one; so is every refresh in the background.',
    }),
};
