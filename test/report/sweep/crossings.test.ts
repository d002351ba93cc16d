import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellSummary } from '../../../src/report/sweep/cell-summary.ts';
import { crossingInWords } from '../../../src/report/sweep/charts/crossing-marks.ts';
import { type Crossing, crossingsIn } from '../../../src/report/sweep/crossings.ts';
import { buildSweepModel, slicesAlong } from '../../../src/report/sweep/sweep-model.ts';
import type { Verdict } from '../../../src/stats/comparison.ts';
import { aSweepIndex } from '../../support/a-sweep.ts';

interface Cell {
  readonly ttl: string;
  /** Requests per second of memory and of redis, and how redis stands against memory; undefined: not measured. */
  readonly told?: readonly [memory: number, redis: number, standing: Verdict];
}

function crossingsOf(cells: readonly Cell[]): Crossing[] {
  const index = aSweepIndex({ 'gateway.cache.ttl': cells.map(({ ttl }) => ttl) });
  const readings = cells.flatMap(({ told }, place): CellSummary[] => {
    if (told === undefined) return [];
    const strategy = (name: string, value: number, against: [string, unknown][]) => ({
      name,
      mode: name,
      validTrials: 7,
      estimates: { requestsPerSecond: { n: 7, value } },
      standings: new Map(against),
    });
    const [memory, redis, standing] = told;
    const strategies = [
      strategy('memory', memory, []),
      strategy('redis', redis, [['memory', { requestsPerSecond: standing }]]),
    ];
    return [{ number: place + 1, isOpenLoop: false, strategies, warnings: [], notices: [] }] as never;
  });
  const empty = buildSweepModel(index, []);
  const model = {
    ...empty,
    cells: index.cells.map(({ number }, place) => ({
      number,
      steps: [empty.axes[0]?.steps.find(({ value }) => value === cells[place]?.ttl)],
      state: 'complete',
      summary: readings.find((reading) => reading.number === number),
    })),
    strategies: [{ name: 'memory' }, { name: 'redis' }],
  } as never as ReturnType<typeof buildSweepModel>;
  const [axis] = model.axes;
  if (axis === undefined) throw new Error('There is no axis.');
  const found = slicesAlong(model, [axis]).flatMap((slice) =>
    crossingsIn(model, slice, axis, 'requestsPerSecond'),
  );
  words = found.map((crossing) => crossingInWords(crossing, axis));
  return found;
}
let words: string[] = [];

describe('where strategies change places', () => {
  it('is interpolated between neighbours in both of which their order is established', () => {
    crossingsOf([
      { ttl: '1s', told: [200, 100, 'worse'] },
      { ttl: '16s', told: [100, 200, 'better'] },
    ]);
    // Halfway on both logarithmic scales.
    expect(words).toEqual(['redis overtakes memory at about 4 s']);
  });

  it('is only narrowed down where the order is not established, or nothing was measured, in between', () => {
    const [before, after] = [
      { ttl: '1s', told: [200, 100, 'worse'] },
      { ttl: '9s', told: [100, 200, 'better'] },
    ] as const;
    crossingsOf([before, { ttl: '3s', told: [150, 151, 'cannot tell'] }, after]);
    expect(words).toEqual(['redis overtakes memory between 1s and 9s']);
    crossingsOf([before, { ttl: '3s', told: [150, 151, 'equivalent'] }, after]);
    expect(words).toEqual(['redis overtakes memory between 1s and 9s']);
    crossingsOf([before, { ttl: '3s' }, after]);
    expect(words).toEqual(['redis overtakes memory between 1s and 9s']);
  });

  it('is not claimed where the order is established on one side only', () => {
    crossingsOf([
      { ttl: '1s', told: [200, 100, 'worse'] },
      { ttl: '9s', told: [100, 200, 'cannot tell'] },
    ]);
    expect(words).toEqual([]);
  });

  it('is not interpolated where means and paired comparisons do not agree', () => {
    crossingsOf([
      { ttl: '1s', told: [200, 100, 'worse'] },
      { ttl: '9s', told: [200, 190, 'better'] },
    ]);
    expect(words).toEqual(['redis overtakes memory between 1s and 9s']);
  });

  it('may be several times', () => {
    crossingsOf([
      { ttl: '1s', told: [200, 100, 'worse'] },
      { ttl: '2s', told: [100, 200, 'better'] },
      { ttl: '4s', told: [200, 100, 'worse'] },
    ]);
    expect(words).toHaveLength(2);
    expect(words[1]).toMatch(/^memory overtakes redis at about 3 s$/);
  });

  it('lies between the two cells, whatever the figures', () => {
    const rate = fc.double({ min: 1, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(rate, rate, rate, rate, (a, b, c, d) => {
        fc.pre(a > 1.0001 * b && 1.0001 * c < d);
        const [crossing] = crossingsOf([
          { ttl: '1s', told: [a, b, 'worse'] },
          { ttl: '60s', told: [c, d, 'better'] },
        ]);
        expect(crossing?.at?.number).toBeGreaterThanOrEqual(1e6 * (1 - 1e-9));
        expect(crossing?.at?.number).toBeLessThanOrEqual(60e6 * (1 + 1e-9));
      }),
      { numRuns: 50 },
    );
  });
});
