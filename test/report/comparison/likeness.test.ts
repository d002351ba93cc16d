import { describe, expect, it } from 'vitest';
import { likenessOf } from '../../../src/report/comparison/likeness.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

const dotted = { ...memory, name: 'memory.v2', mode: 'memory' };

function resolvedTo(resolved: Result['scenario']['resolved']): Result {
  const result = aResult({ strategies: [stateless, dotted], repetitions: 1, seconds: 1 });
  return { ...result, scenario: { ...result.scenario, resolved } };
}

const usual = {
  measure: { repetitions: 8, durationUs: 4e6 },
  expect: [],
  strategies: [{ name: 'stateless' }, { name: 'memory.v2', build: 'main', cache: { ttlUs: 5e6 } }],
};

describe('likenessOf', () => {
  it.each<[string, Result['scenario']['resolved']]>([
    ['the number of repetitions', { ...usual, measure: { ...usual.measure, repetitions: 12 } }],
    ['the bounds that are expected', { ...usual, expect: [{ strategy: 'stateless' }] }],
    ['a strategy that only one of them has', { ...usual, strategies: usual.strategies.slice(0, 1) }],
    [
      'the build of a gateway',
      { ...usual, strategies: [{ name: 'stateless' }, { ...usual.strategies[1], build: 'branch' }] },
    ],
  ])('lets runs differ in %s', (_, resolved) => {
    const { unlike, measuring, environment } = likenessOf(resolvedTo(usual), resolvedTo(resolved));
    expect({ unlike, environment }).toEqual({ unlike: [], environment: [] });
    expect(measuring).toHaveLength(1);
  });

  it.each<[string, Result['scenario']['resolved']]>([
    ['measure.durationUs', { ...usual, measure: { ...usual.measure, durationUs: 9e6 } }],
    [
      'strategies.memory.v2.cache.ttlUs',
      { ...usual, strategies: [{ name: 'stateless' }, { ...usual.strategies[1], cache: { ttlUs: 1 } }] },
    ],
  ])('takes runs for unlike that differ in %s', (path, resolved) => {
    const { unlike, measuring } = likenessOf(resolvedTo(usual), resolvedTo(resolved));
    expect(unlike.map((difference) => difference.path)).toEqual([path]);
    expect(measuring).toEqual([]);
  });
});
