import type { SimulationSettings } from '../../experiment/begin-simulation.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { LoadedScenario } from '../../scenario/scenario-file.ts';
import { numberedResources } from '../../simulate/within-reach.ts';
import { checkTraceTimes } from '../../workload/arrivals/create-arrivals.ts';
import type { CliContext } from '../context.ts';
import { checkoutRevision, packageVersion } from '../package-info.ts';
import { applyOptions } from '../run/apply-options.ts';
import { type LeftOut, leaveOut } from '../run/leave-out.ts';
import { chooseCalibration } from './choose-calibration.ts';
import { chooseMethod } from './choose-method.ts';
import type { SimulateOptions } from './simulate-options.ts';
import { simulationCommand } from './simulation-command.ts';
import { createTraceReader } from './trace-reader.ts';

/** Puts together what the simulation of a scenario, or of a cell of a sweep of so many `cells`, needs. */
export type Prepare = (
  written: Pick<LoadedScenario, 'scenario' | 'source'>,
  cells?: number,
) => Promise<SimulationSettings>;

/**
 * What all cells of a sweep have in common is found once; whatever is wrong is said before it costs time.
 *
 * @param nameOrFile - as the command line names the scenario
 * @throws UsageError, ScenarioError, EnvironmentError, here or when a scenario is prepared
 */
export async function createPreparation(
  nameOrFile: string,
  options: SimulateOptions,
  context: CliContext,
): Promise<Prepare> {
  const simulation = {
    method: chooseMethod(options.method),
    machines: options.machines,
    ...(await chooseCalibration(options, context)),
  };
  const revision = await checkoutRevision();
  const common = {
    simulation,
    command: simulationCommand(nameOrFile, options),
    generator: { version: packageVersion(), ...(revision === undefined ? {} : { revision }) },
    quick: options.quick !== undefined,
  };
  const readTraceOf = createTraceReader();
  return async ({ scenario: written, source }, cells = 1) => {
    const { scenario, omitted } = withoutBuilds(applyOptions(written, options, cells));
    const trace = await readTraceOf(scenario);
    if (trace && scenario.load.kind === 'open') checkTraceTimes(scenario.load.arrivals, trace.summary);
    numberedResources(scenario, trace);
    return { scenario, source, trace, omitted, ...common };
  };
}

/**
 * Of another build's gateway no model is known, so strategies with one are left out.
 *
 * @throws UsageError where nothing else is left
 */
function withoutBuilds(scenario: Scenario): LeftOut {
  const { scenario: possible, omitted } = leaveOut(
    scenario,
    ({ build }) =>
      build === undefined ? undefined : 'It runs the gateway of another build, which cannot be simulated.',
    'Measure it: gatebench run.',
  );
  const isLeft = (name: string | undefined): boolean =>
    possible.strategies.some((strategy) => strategy.name === name);
  return {
    scenario: { ...possible, expect: scenario.expect.filter(({ strategy }) => isLeft(strategy)) },
    omitted,
  };
}
