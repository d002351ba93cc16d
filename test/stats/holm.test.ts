import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holmAdjusted } from '../../src/stats/holm.ts';

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 7 });

describe('holmAdjusted', () => {
  it('agrees with R', () => {
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
    expect(holmAdjusted([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(12)))).toEqual([
      0.03, 0.06, 0.06, 0.02,
    ]);
    expect(holmAdjusted([])).toEqual([]);
    expect(holmAdjusted([0.04])).toEqual([0.04]);
  });

  it('rejects what the closed test procedure with Bonferroni rejects', () => {
    // By brute force: a hypothesis falls when every set that holds it has a p of at most level ÷ size (Marcus, Peritz, Gabriel 1976).
    fc.assert(
      fc.property(ps, (ps) => {
        const adjusted = holmAdjusted(ps);
        ps.forEach((_, hypothesis) => {
          let largest = 0;
          for (let members = 1; members < 2 ** ps.length; members++) {
            if (((members >> hypothesis) & 1) === 0) continue;
            const set = ps.filter((_, bit) => (members >> bit) & 1);
            largest = Math.max(largest, Math.min(1, set.length * Math.min(...set)));
          }
          expect(adjusted[hypothesis]).toBeCloseTo(largest, 12);
        });
      }),
    );
  });
});
