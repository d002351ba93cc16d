import { describe, expect, it } from 'vitest';
import { arrivalsInWords } from '../../src/report/arrivals-in-words.ts';

describe('arrivals in words', () => {
  it.each([
    [
      { process: 'poisson', stages: [{ from: 500, to: 500 }] },
      'requests at random (Poisson), 500 per second',
    ],
    [{ process: 'paced', stages: [{ from: 0.5, to: 0.5 }] }, 'requests evenly paced, 0.50 per second'],
    [
      {
        process: 'poisson',
        stages: [
          { from: 100, to: 100, durationUs: 30e6 },
          { from: 100, to: 2000, durationUs: 10e6 },
        ],
      },
      'requests at random (Poisson), first 100 per second for 30 s, then from 100 to 2,000 per second within 10 s, and the last rate from then on',
    ],
    [
      {
        process: 'poisson',
        stages: [
          { from: 100, to: 100, durationUs: 30e6 },
          { from: 2000, to: 2000 },
        ],
      },
      'requests at random (Poisson), first 100 per second for 30 s, then 2,000 per second until the end',
    ],
    [{ process: 'trace', speed: 1 }, 'requests at the times of the recording'],
    [{ process: 'trace', speed: 2.5 }, 'requests at the times of the recording, 2.50 times as fast'],
  ] as const)('say how requests came: %o', (arrivals, words) => {
    expect(arrivalsInWords(structuredClone(arrivals) as Parameters<typeof arrivalsInWords>[0])).toBe(words);
  });
});
