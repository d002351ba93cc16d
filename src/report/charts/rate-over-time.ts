import { formatNumber } from '../../support/units.ts';
import { steadinessInWords } from '../steadiness-in-words.ts';
import type { Chart } from './chart.ts';
import { drawOverTime } from './over-time.ts';

export const rateOverTime: Chart = {
  id: 'rate-over-time',
  question: 'Was the throughput steady?',
  draw: (model) =>
    drawOverTime(model, {
      panels: [
        {
          figure: 'requestsPerSecond',
          title: 'requests per second',
          format: formatNumber,
          axis: 'count',
        },
      ],
      panelHeight: 220,
      subject: 'requests per second',
      reading: [
        'A level line says that the warm-up was long enough; a slope, that the figures depend on when one stops.',
        ...steadinessInWords(model),
      ].join(' '),
      whenAbsent: 'Nothing to draw: the trials were too short for a timeline.',
    }),
};
