import { formatNumber, formatShare } from '../../support/units.ts';
import { hitsInWords } from '../hits-in-words.ts';
import type { Chart } from './chart.ts';
import { drawOverTime } from './over-time.ts';

export const hitRatioOverTime: Chart = {
  id: 'hit-ratio-over-time',
  question: 'Does the hit ratio hold, and what is left for the backends to do?',
  draw: (model) =>
    drawOverTime(model, {
      panels: [
        {
          figure: 'hitRatio',
          title: 'hit ratio',
          format: formatShare,
          axis: 'share',
          theory: ({ hitRatio }) => hitRatio,
        },
        {
          figure: 'backendCallsPerSecond',
          title: 'backend calls per second',
          format: formatNumber,
          axis: 'count',
          theory: ({ backendCallsPerSecond }) => backendCallsPerSecond,
        },
      ],
      panelHeight: 130,
      subject: 'hit ratio and backend calls',
      reading: [
        'A rising hit ratio is a cache still filling, a saw-tooth one whose entries expire together, and then the backends are called in bursts. Requests that failed count in neither, so where backends fail the hit ratio is that of what was still answered. Strategies without a cache have no hit ratio.',
        ...hitsInWords(model),
      ].join(' '),
      parts: [
        { heading: 'of it stale', figure: 'staleRatio' },
        { heading: 'of it collapsed', figure: 'collapsedRatio' },
      ],
      whenAbsent: 'Nothing to draw: no strategy of this run had a cache that could answer.',
    }),
};
