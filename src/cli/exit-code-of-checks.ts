import type { Outcome } from '../report/model/expectations.ts';
import { type ExitCode, exitCodes } from '../support/exit-codes.ts';

/** One bound that was not kept fails all; else one that cannot be told leaves all open. */
export function exitCodeOfChecks(checks: readonly { readonly outcome: Outcome }[]): ExitCode {
  if (checks.some(({ outcome }) => outcome === 'fail')) return exitCodes.threshold;
  return checks.some(({ outcome }) => outcome === 'cannot tell') ? exitCodes.inconclusive : exitCodes.done;
}
