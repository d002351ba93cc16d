import { describe, expect, it } from 'vitest';
import {
  compareWithBaseline as compareAll,
  compareRuns as compareAllOfRuns,
  type Scale,
} from '../../src/stats/comparison.ts';
import { byRepetition } from './by-repetition.ts';

type Values = ReadonlyMap<number, number>;
const compareWithBaseline = (baseline: Values, others: readonly Values[], scale: Scale) =>
  compareAll([{ baseline, others, scale }])[0] ?? [];
const compareRuns = (pairs: readonly (readonly [readonly number[], readonly number[]])[], scale: Scale) =>
  compareAllOfRuns([{ pairs, scale }])[0] ?? [];

const rate: Scale = { better: 'higher', scale: 'ratio', margin: 0.05 };
const latency: Scale = { better: 'lower', scale: 'ratio', margin: 0.05 };
const share: Scale = { better: 'higher', scale: 'difference', margin: 0.01 };

const baseline = byRepetition(100, 103, 98, 101, 99, 104, 97, 100);
const times = (factor: number, ...noise: number[]) =>
  byRepetition(...[...baseline.values()].map((value, index) => value * factor * (1 + (noise[index] ?? 0))));
const little = [0.004, -0.003, 0.002, -0.004, 0.001, 0.003, -0.002, -0.001];
const much = [0.2, -0.3, 0.1, -0.15, 0.25, -0.2, 0.3, -0.1];

const verdicts = (others: readonly Map<number, number>[], scale: Scale) =>
  compareWithBaseline(baseline, others, scale).map(({ verdict }) => verdict);

describe('compareWithBaseline', () => {
  it('finds what is clearly better or worse, whichever way is good', () => {
    expect(verdicts([times(1.2, ...little), times(0.8, ...little)], rate)).toEqual(['better', 'worse']);
    expect(verdicts([times(1.2, ...little), times(0.8, ...little)], latency)).toEqual(['worse', 'better']);
  });

  it('calls equivalent what lies within the margin, and tells nothing of what is too noisy', () => {
    expect(verdicts([times(1, ...little), times(1.02, ...much)], rate)).toEqual([
      'equivalent',
      'cannot tell',
    ]);
  });

  it('claims no difference from five repetitions, however far apart', () => {
    const few = (factor: number) => new Map([...times(factor)].slice(0, 5));
    expect(verdicts([few(3)], rate)).toEqual(['cannot tell']);
    expect(verdicts([new Map([...times(3)].slice(0, 6))], rate)).toEqual(['better']);
  });

  it('asks for more the more strategies are compared', () => {
    const six = new Map([...times(1.2, ...little)].slice(0, 6));
    expect(verdicts([six, six], rate)).toEqual(['cannot tell', 'cannot tell']);
    const [first] = compareWithBaseline(baseline, [six, six], rate);
    expect(first?.pValue).toBe(4 / 64);
  });

  it('does not count strategies against the others that have nothing to compare', () => {
    const six = new Map([...times(1.2, ...little)].slice(0, 6));
    const [first, second] = compareWithBaseline(baseline, [six, new Map()], rate);
    expect(first).toMatchObject({ pValue: 2 / 64, verdict: 'better', margin: 0.05 });
    expect(second).toMatchObject({ pValue: 1, verdict: 'cannot tell', estimate: { n: 0 } });
  });

  it('compares shares by their difference', () => {
    const [low, same, high] = [0.5, 0.501, 0.56].map((share) =>
      byRepetition(...little.map((noise) => share + noise / 10)),
    ) as [Map<number, number>, Map<number, number>, Map<number, number>];
    const none = byRepetition(0, 0, 0, 0, 0, 0, 0, 0);
    expect(compareWithBaseline(low, [high], share).map(({ verdict }) => verdict)).toEqual(['better']);
    expect(compareWithBaseline(none, [none], share).map(({ verdict }) => verdict)).toEqual(['equivalent']);
    expect(compareWithBaseline(same, [none], share).map(({ verdict }) => verdict)).toEqual(['worse']);
  });
});

describe('a certain difference within the margin', () => {
  it('is a finding between ratios, and too little to matter between shares', () => {
    const steady = [0.001, -0.001, 0.002, -0.002, 0.001, -0.001, 0.002, -0.002];
    expect(verdicts([times(1.03, ...steady)], rate)).toEqual(['better']);
    const [low, high] = [0.5, 0.504].map((value) =>
      byRepetition(...steady.map((noise) => value + noise / 10)),
    );
    expect(compareWithBaseline(low as Values, [high as Values], share).map(({ verdict }) => verdict)).toEqual(
      ['equivalent'],
    );
  });
});

describe('compareRuns', () => {
  it('compares trials that nothing pairs', () => {
    const before = [100, 103, 98, 101];
    const [faster, same, unknown] = compareRuns(
      [
        [before, [131, 128, 133, 127]],
        [before.map((value) => 100 + value / 100), [101, 101.1, 100.9, 101]],
        [before, [50, 150, 100, 130, Number.NaN]],
      ],
      rate,
    );
    // 2 of 70 splits, three times.
    expect(faster).toMatchObject({ verdict: 'cannot tell', pValue: 6 / 70 });
    expect(same).toMatchObject({ verdict: 'equivalent' });
    expect(unknown).toMatchObject({ verdict: 'cannot tell', estimate: { n: 4 } });
    expect(compareRuns([[before, [131, 128, 133, 127]]], rate)[0]).toMatchObject({ verdict: 'better' });
  });

  it('has nothing to say of a strategy that one of the runs lacks', () => {
    expect(compareRuns([[[], [1, 2, 3]]], rate)[0]).toMatchObject({ verdict: 'cannot tell', pValue: 1 });
  });
});
