import type { Scenario } from '../../scenario/scenario.ts';
import { UsageError } from '../../support/errors.ts';
import type { RunOptions } from './run-options.ts';

/**
 * The scenario with what the command line says in place of what the file says.
 *
 * @throws UsageError where the scenario has no strategy of the modes asked for
 */
export function applyOptions(scenario: Scenario, options: RunOptions): Scenario {
  const { modes } = options;
  const strategies = scenario.strategies.filter(({ mode }) => modes === undefined || modes.includes(mode));
  const missing = modes?.filter((mode) => !strategies.some((strategy) => strategy.mode === mode)) ?? [];
  if (missing.length > 0) {
    throw new UsageError(`The scenario has no strategy of mode ${missing.join(', ')}.`, {
      hint: `It has: ${scenario.strategies.map(({ name, mode }) => (name === mode ? name : `${name} (${mode})`)).join(', ')}.`,
    });
  }
  return {
    ...scenario,
    strategies,
    load: { ...scenario.load, connections: options.connections ?? scenario.load.connections },
    measure: {
      ...scenario.measure,
      warmupUs: options.warmup ?? scenario.measure.warmupUs,
      durationUs: options.duration ?? scenario.measure.durationUs,
      repetitions: options.repetitions ?? scenario.measure.repetitions,
    },
  };
}
