/** As the suites define them; only what is read here. */
export interface TestSuite {
  readonly id: string;
  readonly name: string;
  readonly tests: readonly SuiteTest[];
}

export interface SuiteTest {
  readonly id: string;
  readonly name: string;
  /** Undefined: required. */
  readonly kind?: Kind;
  readonly depends_on?: readonly string[];
  readonly browser_only?: boolean;
  readonly requests: readonly { readonly response_status?: readonly [number, string?] }[];
}

/** Required by the specifications, good to have, or only asked out of curiosity. */
export const kinds = ['required', 'optimal', 'check'] as const;
export type Kind = (typeof kinds)[number];

export function kindOf({ kind = 'required' }: SuiteTest): Kind {
  return kind;
}

/** What the suite's client says of each test: that it passed, or what went wrong in which phase. */
export type RawResults = Readonly<Record<string, true | readonly [phase: string, detail: string]>>;

/**
 * `setup`: what the test is about could not be brought about. `dependency`: a test that this one builds on did not pass,
 * so its own result says nothing.
 */
export type Verdict = 'pass' | 'fail' | 'setup' | 'dependency' | 'untested';

/** Follows `determineTestResult` of the suite. */
export function verdicts(
  suites: readonly TestSuite[],
  results: RawResults,
): Readonly<Record<string, Verdict>> {
  const tests = new Map(suites.flatMap((suite) => suite.tests).map((test) => [test.id, test]));
  const verdictOf = (id: string): Verdict => {
    const result = results[id];
    if (result === undefined) return 'untested';
    const dependencies = tests.get(id)?.depends_on ?? [];
    if (dependencies.some((dependency) => verdictOf(dependency) !== 'pass')) return 'dependency';
    if (result === true) return 'pass';
    return result[0] === 'Setup' ? 'setup' : 'fail';
  };
  return Object.fromEntries([...tests.keys()].sort().map((id) => [id, verdictOf(id)]));
}
