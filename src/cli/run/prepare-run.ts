import { checkBuilds } from '../../experiment/gateway-builds.ts';
import type { ExperimentOptions } from '../../experiment/run-experiment.ts';
import { addTwin } from '../../scenario/add-twin.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { LoadedScenario } from '../../scenario/scenario-file.ts';
import { readTrace } from '../../scenario/trace-file.ts';
import { UsageError } from '../../support/errors.ts';
import { longestUs, spellDuration } from '../../support/units.ts';
import { checkTraceTimes } from '../../workload/arrivals/create-arrivals.ts';
import type { CliContext } from '../context.ts';
import { checkoutRevision, packageVersion } from '../package-info.ts';
import { applyOptions } from './apply-options.ts';
import { chooseMeasurable } from './choose-measurable.ts';
import { choosePinning } from './choose-pinning.ts';
import { chooseRedis } from './choose-redis.ts';
import { commandLine } from './command-line.ts';
import type { RunOptions } from './run-options.ts';

/** All of a run that is known before anything is started or written. */
export type PreparedRun = Omit<
  ExperimentOptions,
  'runId' | 'previous' | 'resultPath' | 'interrupt' | 'onProgress'
>;

/**
 * Puts together what a run needs, so that whatever is wrong with it is said before it costs time. `cells`: of the sweep that
 * it is one of.
 *
 * @throws UsageError, ScenarioError, EnvironmentError
 */
export async function prepareRun(
  { scenario: written, source }: Pick<LoadedScenario, 'scenario' | 'source'>,
  options: RunOptions,
  context: CliContext,
  cells = 1,
): Promise<PreparedRun> {
  const wanted = applyOptions(written, options, cells);
  refuseLongTrials(wanted.measure);
  const { scenario: measurable, omitted: simulatedOnly } = chooseMeasurable(wanted, options, context);
  const { scenario: possible, redis, omitted } = await chooseRedis(measurable, options, context);
  const scenario = options.noiseFloor ? addTwin(possible) : possible;
  checkBuilds(scenario.strategies);
  const pinning = await choosePinning(scenario, options, context);
  // The whole trace is read, so that a broken one is found now.
  const trace = scenario.trace && (await readTrace(scenario.trace, scenario.routes)).summary;
  if (trace && scenario.load.kind === 'open') checkTraceTimes(scenario.load.arrivals, trace);
  const revision = await checkoutRevision();
  return {
    scenario,
    source,
    trace,
    redis,
    pinning,
    until: untilOf(options, scenario),
    omitted: [...simulatedOnly, ...omitted],
    quick: options.quick !== undefined,
    generator: { version: packageVersion(), ...(revision === undefined ? {} : { revision }) },
    command: commandLine(context.argv),
  };
}

/** Longer than timers and patience can bear. */
function refuseLongTrials({ warmupUs, durationUs }: Scenario['measure']): void {
  const spanUs = Math.max(warmupUs, durationUs);
  if (spanUs <= longestUs) return;
  throw new UsageError(
    `A trial of ${spellDuration(spanUs)} is too long to be measured; 24 h is the longest.`,
    {
      hint: 'Shorten it with --duration and --warmup, or simulate it: gatebench simulate.',
    },
  );
}

const usualBudgetUs = 30 * 60e6;

function untilOf({ until, budget }: RunOptions, { strategies }: Scenario): ExperimentOptions['until'] {
  if (until === undefined) {
    if (budget === undefined) return undefined;
    throw new UsageError('--budget says how long --until may take, and there is no --until.', {
      hint: 'Say how narrow comparisons are to be, as --until 5%.',
    });
  }
  if (strategies.length < 2) {
    throw new UsageError('--until needs something to compare, and there is one strategy only.', {
      hint: 'Measure another, or the same twice: --noise-floor.',
    });
  }
  return { ratio: until, budgetUs: budget ?? usualBudgetUs };
}
