import { type Kind, kindOf, kinds, type TestSuite, type Verdict } from './verdict.ts';

export interface Count {
  readonly passed: number;
  readonly of: number;
}

/** How many of some tests passed, apart by kind. What could not be set up has not passed. */
export type Score = Readonly<Record<Kind, Count>>;

export function scoreOf(
  { tests }: Pick<TestSuite, 'tests'>,
  verdicts: Readonly<Record<string, Verdict>>,
): Score {
  const count = (kind: Kind): Count => {
    const counted = tests.filter((test) => kindOf(test) === kind);
    return { passed: counted.filter(({ id }) => verdicts[id] === 'pass').length, of: counted.length };
  };
  return Object.fromEntries(kinds.map((kind) => [kind, count(kind)])) as Score;
}

export function totalScore(suites: readonly TestSuite[], verdicts: Readonly<Record<string, Verdict>>): Score {
  return scoreOf({ tests: suites.flatMap(({ tests }) => tests) }, verdicts);
}
