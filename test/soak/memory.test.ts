import { describe, expect, it } from 'vitest';
import { judgeMemory } from './memory.ts';

const mebibyte = 2 ** 20;
const samples = (at: (index: number) => number): number[] =>
  Array.from({ length: 100 }, (_, index) => at(index));

describe('judgeMemory', () => {
  it('takes for flat what only breathes', () => {
    expect(judgeMemory(samples((at) => (200 + 30 * Math.sin(at)) * mebibyte)).isFlat).toBe(true);
  });

  it('sees a leak of half a mebibyte in each interval', () => {
    expect(judgeMemory(samples((at) => (200 + at / 2) * mebibyte)).isFlat).toBe(false);
  });
});
