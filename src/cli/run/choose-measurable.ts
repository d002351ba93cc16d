import { whyNotMeasurable } from '../../experiment/real-evictions.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { CliContext } from '../context.ts';
import { namedRedis } from '../redis-url.ts';
import { type LeftOut, leaveOut } from './leave-out.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Leaves out the strategies whose stores exist in simulations only.
 *
 * @throws UsageError where nothing else is left
 */
export function chooseMeasurable(
  scenario: Scenario,
  options: Pick<RunOptions, 'redis'>,
  context: Pick<CliContext, 'env'>,
): LeftOut {
  const isNamed = namedRedis(context, options.redis) !== undefined;
  return leaveOut(
    scenario,
    (strategy) => whyNotMeasurable(strategy, { isNamed }),
    'Simulate it: gatebench simulate.',
  );
}
