import type { Result } from '../../results/result.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';

/** What a run came to, as the process says it. */
export function exitCodeOf({ state, scenario, trials }: Result): ExitCode {
  if (state === 'interrupted') return exitCodes.interrupted;
  const measured = scenario.strategies.every(({ name }) =>
    trials.some((trial) => trial.strategy === name && trial.state === 'valid'),
  );
  return measured ? exitCodes.done : exitCodes.inconclusive;
}
