import { usualMaxLagUs } from '../../scenario/resolve-scenario.ts';
import type { Arrivals, Load } from '../../scenario/scenario.ts';
import { UsageError } from '../../support/errors.ts';
import type { ScenarioOptions } from './run-options.ts';

/**
 * The load at the rate that the command line names, in an open loop whatever it was before, or with the arrivals that it
 * names.
 *
 * @throws UsageError where arrivals are named, but nothing says how many
 */
export function applyRate(load: Load, { rate, arrivals: process }: ScenarioOptions): Load {
  if (rate === undefined && process === undefined) return load;
  const planned = load.kind === 'open' && load.arrivals.process !== 'trace' ? load.arrivals : undefined;
  const stages = rate === undefined ? planned?.stages : [{ from: rate, to: rate, durationUs: undefined }];
  if (stages === undefined) {
    throw new UsageError(
      load.kind === 'closed'
        ? 'In a closed loop requests come when others are answered, so --arrivals has no effect.'
        : 'The trace says when requests come, so --arrivals has no effect.',
      { hint: 'Add a rate, as --rate 500/s.' },
    );
  }
  const arrivals: Arrivals = { process: process ?? planned?.process ?? 'poisson', stages };
  const maxLagUs = load.kind === 'open' ? load.maxLagUs : usualMaxLagUs;
  return { ...load, kind: 'open', arrivals, maxLagUs };
}
