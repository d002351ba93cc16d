import { judgeExpectations } from '../../report/model/expectations.ts';
import type { Result } from '../../results/result.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import { exitCodeOfChecks } from '../exit-code-of-checks.ts';

/** What a run came to, as the process says it: a bound that is broken says most. */
export function exitCodeOf(result: Result): ExitCode {
  const { state, scenario, trials, protocol } = result;
  if (state === 'interrupted') return exitCodes.interrupted;
  const expected = exitCodeOfChecks(judgeExpectations(result));
  if (expected === exitCodes.threshold) return expected;
  const measured = scenario.strategies.every(({ name }) =>
    trials.some((trial) => trial.strategy === name && trial.state === 'valid'),
  );
  if (!measured) return exitCodes.inconclusive;
  // A quick run is too short to tell, and nobody expects it to.
  return protocol.quick ? exitCodes.done : expected;
}
