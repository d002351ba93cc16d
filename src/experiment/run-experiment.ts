import type { LoadProgress } from '../load/messages.ts';
import { type Result, resultSchemaVersion, type Trial } from '../results/result.ts';
import { writeResult } from '../results/result-file.ts';
import { type Scenario, usesRedis } from '../scenario/scenario.ts';
import { EnvironmentError } from '../support/errors.ts';
import { withoutPasswords } from '../support/without-passwords.ts';
import type { TraceSummary } from '../workload/trace/trace.ts';
import { ChildFailure } from './child.ts';
import { describeEnvironment } from './environment.ts';
import { reasonToDiscard } from './judge-trial.ts';
import { type Pinning, pinThisProcess } from './pinning.ts';
import { type PlannedTrial, planTrials } from './plan.ts';
import { type RedisSource, removeKeys } from './redis-source.ts';
import { summariseScenario } from './summarise-scenario.ts';
import { runTrial, type TrialEnd } from './trial.ts';
import { warnOfKeysLeft, warnOfTrace, warnOfTrial } from './warn.ts';

export interface ExperimentOptions {
  readonly runId: string;
  /** With the strategies that are to be measured, and only those. */
  readonly scenario: Scenario;
  /** The scenario file as it was read. */
  readonly source: string;
  readonly trace: TraceSummary | undefined;
  readonly redis: RedisSource | undefined;
  /** Undefined: processes run where the system puts them. */
  readonly pinning: Pinning | undefined;
  readonly omitted: Result['omitted'];
  readonly generator: Result['generator'];
  readonly command: string;
  /** Whether times were shortened for a quick look. */
  readonly quick: boolean;
  /** Where the Result is written, and written anew after each trial. */
  readonly resultPath: string;
  readonly interrupt: AbortSignal;
  readonly onProgress: (progress: ExperimentProgress) => void;
}

export interface ExperimentProgress {
  readonly trial: PlannedTrial;
  readonly trials: number;
  /** Absent when the trial starts, and when it ends. */
  readonly load?: LoadProgress;
  /** Present when the trial has ended. */
  readonly ended?: Trial;
}

/**
 * The story of a run: each planned trial is measured in fresh processes, judged, and kept, one after the other.
 * The Result on disk is complete up to the last trial at any moment.
 *
 * @throws EnvironmentError when the Result cannot be written, or processes not be pinned
 */
export async function runExperiment(options: ExperimentOptions): Promise<Result> {
  const unpin = await (options.pinning && pinThisProcess(options.pinning.others));
  return measureAll(options).finally(unpin);
}

async function measureAll(options: ExperimentOptions): Promise<Result> {
  const plan = planTrials(options.scenario);
  let result = beginResult(options);
  await writeResult(options.resultPath, result);

  for (const planned of plan) {
    if (options.interrupt.aborted) break;
    const tell = (progress: Pick<ExperimentProgress, 'load' | 'ended'>) =>
      options.onProgress({ trial: planned, trials: plan.length, ...progress });
    tell({});
    const { trial, warnings, redisVersion } = await measure(planned, options, (load) => tell({ load }));
    result = {
      ...result,
      trials: [...result.trials, trial],
      warnings: [...result.warnings, ...warnings],
      environment: { ...result.environment, ...(redisVersion === undefined ? {} : { redis: redisVersion }) },
    };
    await writeResult(options.resultPath, result);
    tell({ ended: trial });
  }

  result = {
    ...result,
    state: isWhole(result, plan) ? 'complete' : 'interrupted',
    finishedAt: new Date().toISOString(),
  };
  await writeResult(options.resultPath, result);
  return result;
}

/** A signal that came when all was measured has interrupted nothing. */
function isWhole({ trials }: Result, plan: readonly PlannedTrial[]): boolean {
  return trials.length === plan.length && trials.every(({ state }) => state !== 'interrupted');
}

function beginResult(options: ExperimentOptions): Result {
  const { runId, scenario, source, trace, redis, omitted, generator, command, quick } = options;
  const { pinning } = options;
  return {
    format: 'gatebench-result',
    schemaVersion: resultSchemaVersion,
    kind: 'measured',
    runId,
    state: 'running',
    startedAt: new Date().toISOString(),
    generator,
    command,
    scenario: summariseScenario(scenario, { source, trace, redis }),
    environment: describeEnvironment(redis?.kind === 'named' ? redis.version : undefined),
    protocol: { ...(pinning === undefined ? {} : { pinned: pinning }), quick },
    omitted,
    trials: [],
    warnings: trace === undefined ? [] : warnOfTrace(trace),
  };
}

interface MeasuredTrial {
  readonly trial: Trial;
  readonly warnings: Result['warnings'];
  readonly redisVersion?: string | undefined;
}

async function measure(
  planned: PlannedTrial,
  options: ExperimentOptions,
  onProgress: (load: LoadProgress) => void,
): Promise<MeasuredTrial> {
  const { scenario, redis, pinning, interrupt, runId } = options;
  const keyPrefix = `gatebench:${runId}:${planned.position}:`;
  const measured = await judge(planned, options, () =>
    runTrial(planned, { scenario, redis, pinning, keyPrefix, interrupt, onProgress }),
  );
  if (redis?.kind !== 'named' || !usesRedis(planned.strategy.mode)) return measured;
  const left = await removeKeys(redis.url, keyPrefix).then(
    () => [],
    (error: Error) => warnOfKeysLeft(planned, keyPrefix, error),
  );
  return { ...measured, warnings: [...measured.warnings, ...left] };
}

/** What a trial came to. What happens to its processes is that trial's misfortune; the others may still be measured. */
async function judge(
  planned: PlannedTrial,
  { scenario, interrupt, trace }: ExperimentOptions,
  run: () => Promise<TrialEnd>,
): Promise<MeasuredTrial> {
  const { strategy, repetition, position } = planned;
  const identity = {
    strategy: strategy.name,
    repetition,
    attempt: 1,
    position,
    startedAt: new Date().toISOString(),
  };
  try {
    const { measurement, interrupted, redisVersion } = await run();
    if (interrupted || measurement === undefined) {
      const partial = measurement === undefined ? {} : { measurement };
      return { trial: { ...identity, state: 'interrupted', ...partial }, warnings: [], redisVersion };
    }
    const reason = reasonToDiscard(measurement, scenario.load);
    if (reason !== undefined) {
      return { trial: { ...identity, state: 'invalid', reason, measurement }, warnings: [], redisVersion };
    }
    const warnings = warnOfTrial(planned, measurement, trace);
    return { trial: { ...identity, state: 'valid', measurement }, warnings, redisVersion };
  } catch (error) {
    if (!(error instanceof ChildFailure || error instanceof EnvironmentError)) throw error;
    // Whoever stops a run may have stopped its processes as well.
    if (interrupt.aborted) return { trial: { ...identity, state: 'interrupted' }, warnings: [] };
    const reason = withoutPasswords(error.message);
    return { trial: { ...identity, state: 'failed', reason }, warnings: [] };
  }
}
