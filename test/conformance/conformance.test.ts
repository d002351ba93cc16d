import { describe, expect, it } from 'vitest';
import { differences } from './difference.ts';
import { readExpected } from './expected.ts';
import { knownFailures } from './known-failures.ts';
import { publishedResults } from './published.ts';
import { readmeTable, readReadmeTable } from './readme.ts';
import { runSuite } from './run-suite.ts';
import { openSuite, releasedSuiteFolder } from './suite.ts';
import { kindOf } from './verdict.ts';

const suite = await openSuite(releasedSuiteFolder());

describe('the gateway before the public cache tests', () => {
  // The suite counts in real seconds: a machine that stands still for two of them makes responses stale.
  it('gives the expected result for each in mode memory', { timeout: 120_000, retry: 2 }, async () => {
    expect(differences(readExpected(), await runSuite(suite, 'memory'))).toEqual([]);
  });
});

describe('what is expected of the public cache tests', () => {
  it('leaves none that is required or optimal without a reason why it does not pass', () => {
    const expected = readExpected();
    const failing = suite.suites
      .flatMap(({ tests }) => tests)
      .filter((test) => kindOf(test) !== 'check' && expected[test.id] !== 'pass')
      .map(({ id }) => id);
    expect(failing.sort()).toEqual(knownFailures.flatMap(({ ids }) => ids).sort());
  });

  it('is what the README says', async () => {
    const table = readmeTable(suite.suites, readExpected(), await publishedResults(suite));
    expect(readReadmeTable()).toBe(table);
  });
});
