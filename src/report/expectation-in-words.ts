import type { Result } from '../results/result.ts';
import type { Expectation } from '../support/metrics.ts';
import { formatterOf } from './metric-words.ts';
import type { JudgedExpectation } from './model/expectations.ts';

/** `memory.hitRatio >= 90.0 %`: the bound by the name that it has in the scenario. */
export function expectationInWords(expectation: Expectation, result: Result): string {
  return `${expectation.strategy}.${boundInWords(expectation, result)}`;
}

/** `hitRatio >= 90.0 %`. */
export function boundInWords({ metric, operator, value }: Expectation, result: Result): string {
  return `${metric} ${operator} ${formatterOf(metric, result)(value)}`;
}

/** `92.2 % (91.8 % to 92.6 %)`, with the reason where it does not tell: `92.2 %: one trial has no interval`. */
export function figureInWords(
  { expectation, estimate: { value, interval }, reason }: JudgedExpectation,
  result: Result,
): string {
  const format = formatterOf(expectation.metric, result);
  const range = interval === undefined ? '' : ` (${format(interval.low)} to ${format(interval.high)})`;
  return `${format(value)}${range}${reason === undefined ? '' : `: ${reason}`}`;
}
