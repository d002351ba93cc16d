import type { Result } from '../results/result.ts';
import { expectationInWords, figureInWords } from './expectation-in-words.ts';
import type { Check } from './junit.ts';
import { judgeExpectations } from './model/expectations.ts';

/** The bounds of a run's scenario as checks for CI systems. */
export function expectationChecks(result: Result, group = result.scenario.name): Check[] {
  return judgeExpectations(result).map((judged) => ({
    group,
    name: expectationInWords(judged.expectation, result),
    outcome: judged.outcome,
    message: `${result.kind} ${figureInWords(judged, result)}`,
  }));
}
