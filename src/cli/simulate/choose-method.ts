import type { Simulation } from '../../results/result.ts';
import { UsageError } from '../../support/errors.ts';

const hints = {
  sampled: 'Simulate samples of the keys with: gatebench predict --sampled.',
  'closed-form': 'Ask the formulas with: gatebench predict.',
} as const satisfies Record<Exclude<Simulation['method'], 'exact'>, string>;

/**
 * How to simulate: as asked for, else exactly.
 *
 * @throws UsageError for the methods that are another command's, because they tell no latency
 */
export function chooseMethod(asked: Simulation['method'] | undefined): Simulation['method'] {
  const method = asked ?? 'exact';
  if (method === 'exact') return method;
  throw new UsageError(`gatebench simulate simulates every request, and cannot by the method "${method}".`, {
    hint: hints[method],
  });
}
