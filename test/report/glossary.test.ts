import { describe, expect, it } from 'vitest';
import { glossaryOf } from '../../src/report/glossary.ts';
import { buildRunModel } from '../../src/report/model/run-model.ts';
import { aResult, memory, stateless } from '../support/a-result.ts';

function glossary(strategies: Parameters<typeof aResult>[0]): Record<string, string> {
  return Object.fromEntries(glossaryOf(buildRunModel(aResult(strategies))));
}

describe('glossaryOf', () => {
  it('explains the outcomes that occurred and no others', () => {
    const words = glossary({ strategies: [stateless, memory], repetitions: 1 });
    expect(Object.keys(words)).toEqual([
      'strategy',
      'trial',
      'block',
      '95 % interval',
      'equivalent',
      'hit',
      'miss',
      'bypass',
      'cacheable',
      'hit ratio',
      'backend calls per 100',
      'failed',
    ]);
  });

  it('speaks of no cache where there is none', () => {
    const words = glossary({ strategies: [{ ...stateless, errorRatio: 0.5 }], repetitions: 1, seconds: 1 });
    expect(Object.keys(words)).toEqual([
      'strategy',
      'trial',
      'block',
      '95 % interval',
      'equivalent',
      'bypass',
      'error',
      'backend calls per 100',
      'failed',
    ]);
  });

  it('counts as cacheable what is looked up, whether or not it may be stored', () => {
    const words = glossary({ strategies: [memory], repetitions: 1 });
    expect(words['cacheable']).toMatch(/looks up in its cache, whether or not their responses may be stored/);
    expect(words['miss']).toMatch(/whether or not its answer could then be stored/);
    expect(words['hit ratio']).toBe(
      'cacheable requests answered without a backend call of their own (hit) ÷ all cacheable requests',
    );
  });
});
