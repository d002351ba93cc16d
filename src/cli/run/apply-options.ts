import type { Scenario } from '../../scenario/scenario.ts';
import { shortenScenario } from '../../scenario/shorten-scenario.ts';
import { UsageError } from '../../support/errors.ts';
import { spellDuration } from '../../support/units.ts';
import { applyRate } from './apply-rate.ts';
import type { ScenarioOptions } from './run-options.ts';

/** Time under load of a quick look, where nothing else is said: with starting and stopping, less than half a minute. */
const usualLookUs = 12e6;
/** In less, nothing could be seen; so a sweep of many cells takes longer. */
const leastLookUs = 1e6;

/**
 * The scenario with what the command line says in place of what the file says. What it says in numbers holds even where all
 * else is shortened. `cells`: of the sweep that it is one of.
 *
 * @throws UsageError where the scenario has no strategy of the modes asked for, no plan of arrivals to be changed, or a fault that
 *   would come too late
 */
export function applyOptions(scenario: Scenario, options: ScenarioOptions, cells = 1): Scenario {
  const { modes } = options;
  const strategies = scenario.strategies.filter(({ mode }) => modes === undefined || modes.includes(mode));
  const missing = modes?.filter((mode) => !strategies.some((strategy) => strategy.mode === mode)) ?? [];
  if (missing.length > 0) {
    throw new UsageError(`The scenario has no strategy of mode ${missing.join(', ')}.`, {
      hint: `It has: ${scenario.strategies.map(({ name, mode }) => (name === mode ? name : `${name} (${mode})`)).join(', ')}.`,
    });
  }
  // Nothing is expected of what is not to be measured.
  const expect = scenario.expect.filter(({ strategy }) => strategies.some(({ name }) => name === strategy));
  const chosen = { ...scenario, strategies, expect };
  const { load, measure, ...rest } = options.quick
    ? shortenScenario(chosen, lookUs(options.quick, cells))
    : chosen;
  const durationUs = options.duration ?? measure.durationUs;
  refuseFaultsBeyond(durationUs, rest);
  return {
    ...rest,
    load: applyRate({ ...load, connections: options.connections ?? load.connections }, options),
    measure: {
      ...measure,
      warmupUs: options.warmup ?? measure.warmupUs,
      durationUs,
      repetitions: options.repetitions ?? measure.repetitions,
    },
  };
}

/** A fault that never happens would be taken for one that nobody felt. */
function refuseFaultsBeyond(durationUs: number, { faults }: Pick<Scenario, 'faults'>): void {
  const late = faults.find(({ atUs }) => atUs >= durationUs);
  if (late === undefined) return;
  throw new UsageError(
    `The measurement takes ${spellDuration(durationUs)}, and is over before the fault at ${spellDuration(late.atUs)}.`,
    { hint: 'Give it more time (--duration), or let the fault happen sooner.' },
  );
}

/** The cells of a sweep share the time. */
function lookUs(quick: true | number, cells: number): number {
  const allUs = quick === true ? usualLookUs : quick;
  return Math.max(allUs / cells, Math.min(allUs, leastLookUs));
}
