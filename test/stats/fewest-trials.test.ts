import { describe, expect, it } from 'vitest';
import { canEstablish, fewestTrials } from '../../src/stats/fewest-trials.ts';
import { permutationPs } from '../../src/stats/permutation.ts';

describe('fewestTrials', () => {
  it.each([
    [1, 4],
    [2, 5],
    [3, 5],
    [12, 6],
  ])('of %d comparisons is %d', (comparisons, trials) => {
    expect(fewestTrials(comparisons)).toBe(trials);
  });
});

describe('canEstablish', () => {
  it.each([
    [4, 4],
    [3, 3],
    [2, 7],
    [1, 19],
    [1, 20],
  ])('agrees with the exact test on the farthest that %d and %d trials can be apart', (before, after) => {
    const low = Array.from({ length: before }, (_, trial) => trial / 100);
    const high = Array.from({ length: after }, (_, trial) => 1000 + trial / 100);
    const [p = 1] = permutationPs([low], [high]);
    expect(p <= 0.05).toBe(canEstablish(before, after, 1));
  });
});
