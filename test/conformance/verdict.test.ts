import { describe, expect, it } from 'vitest';
import { differences } from './difference.ts';
import { scoreOf } from './score.ts';
import { type SuiteTest, verdicts } from './verdict.ts';

function aTest(id: string, changes: Partial<SuiteTest> = {}): SuiteTest {
  return { id, name: id, requests: [], ...changes };
}

const tests = [
  aTest('a'),
  aTest('b', { kind: 'optimal', depends_on: ['a'] }),
  aTest('c', { kind: 'check', depends_on: ['b'] }),
];
const suites = [{ id: 's', name: 'S', tests }];

describe('verdicts', () => {
  it('tell a failure from what could not be set up', () => {
    const results = { a: true, b: ['Assertion', 'x'], c: ['Setup', 'y'] } as const;
    expect(verdicts(suites, results)).toEqual({ a: 'pass', b: 'fail', c: 'dependency' });
    expect(verdicts(suites, { ...results, b: true })).toEqual({ a: 'pass', b: 'pass', c: 'setup' });
  });

  it('say nothing of a test that builds on one that did not pass', () => {
    expect(verdicts(suites, { a: ['Assertion', 'x'], b: true, c: true })).toEqual({
      a: 'fail',
      b: 'dependency',
      c: 'dependency',
    });
  });

  it('know a test that was not run', () => {
    expect(verdicts(suites, { a: true, b: true })['c']).toBe('untested');
  });
});

describe('scoreOf', () => {
  it('counts what passed apart by kind, a test without a kind as required', () => {
    expect(scoreOf({ tests }, { a: 'pass', b: 'fail', c: 'setup' })).toEqual({
      required: { passed: 1, of: 1 },
      optimal: { passed: 0, of: 1 },
      check: { passed: 0, of: 1 },
    });
  });
});

describe('differences', () => {
  it('name what is worse, better, missing or new', () => {
    expect(differences({ a: 'pass', b: 'fail', c: 'pass' }, { a: 'fail', b: 'pass', d: 'pass' })).toEqual([
      'a: expected pass, was fail',
      'b: expected fail, was pass',
      'c: expected pass, was not run',
      'd: expected no such test, was pass',
    ]);
  });

  it('are none where all is as expected', () => {
    expect(differences({ a: 'pass' }, { a: 'pass' })).toEqual([]);
  });
});
