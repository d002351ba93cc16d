import type { Result } from '../../results/result.ts';
import type { Scenario, Strategy } from '../../scenario/scenario.ts';
import { UsageError } from '../../support/errors.ts';

export interface LeftOut {
  /** Without the strategies that are left out. */
  readonly scenario: Scenario;
  readonly omitted: Result['omitted'];
}

/**
 * Leaves out the strategies that there is a reason against, a sentence.
 *
 * @param hint what can be done about it
 * @throws UsageError where nothing else is left
 */
export function leaveOut(
  scenario: Scenario,
  reasonAgainst: (strategy: Strategy) => string | undefined,
  hint: string,
): LeftOut {
  const omitted = scenario.strategies.flatMap((strategy) => {
    const reason = reasonAgainst(strategy);
    return reason === undefined ? [] : [{ strategy: strategy.name, reason, hint }];
  });
  const [first] = omitted;
  if (first === undefined) return { scenario, omitted };
  const strategies = scenario.strategies.filter(({ name }) =>
    omitted.every(({ strategy }) => strategy !== name),
  );
  if (strategies.length === 0) {
    throw new UsageError(`No strategy is left; of "${first.strategy}": ${first.reason}`, { hint });
  }
  return { scenario: { ...scenario, strategies }, omitted };
}
