import type { Simulation } from '../../results/result.ts';
import { UsageError } from '../../support/errors.ts';

/**
 * How to simulate: as asked for, else exactly.
 *
 * @throws UsageError where that cannot be done yet
 */
export function chooseMethod(asked: Simulation['method'] | undefined): Simulation['method'] {
  const method = asked ?? 'exact';
  if (method === 'exact') return method;
  throw new UsageError(`gatebench cannot simulate by the method "${method}" yet.`, {
    hint: 'Leave --method out: every request is then simulated. Samples and formulas are in gatebench predict --sampled.',
  });
}
