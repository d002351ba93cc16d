import { formatShare } from '../../support/units.ts';
import { hitsInWords } from '../hits-in-words.ts';
import type { Chart } from './chart.ts';
import { drawOverTime } from './over-time.ts';

export const hitRatioOverTime: Chart = {
  id: 'hit-ratio-over-time',
  question: 'Does the hit ratio hold?',
  draw: (model) =>
    drawOverTime(model, {
      figure: 'hit ratio',
      pick: ({ hitRatio }) => hitRatio,
      format: formatShare,
      axis: { format: '~%', end: 1 },
      reading: [
        'A rising line is a cache still filling, a saw-tooth one whose entries expire together. Strategies without a cache have no hit ratio.',
        ...hitsInWords(model),
      ].join(' '),
      parts: [
        { heading: 'of it stale', pick: ({ staleRatio }) => staleRatio },
        { heading: 'of it collapsed', pick: ({ collapsedRatio }) => collapsedRatio },
      ],
      whenAbsent: 'Nothing to draw: no strategy of this run had a cache that could answer.',
    }),
};
