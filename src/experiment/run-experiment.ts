import type { LoadProgress } from '../load/messages.ts';
import type { Result, Trial } from '../results/result.ts';
import { writeResult } from '../results/result-file.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { beginResult, type RunSettings } from './begin-result.ts';
import { continueResult } from './continue-result.ts';
import { keyPrefixOf, measureTrial } from './measure-trial.ts';
import { pinThisProcess } from './pinning.ts';
import { type PlannedTrial, planTrials } from './plan.ts';
import { removeKeys } from './redis-source.ts';
import { withTheory } from './theory.ts';
import { isNarrowEnough, type Spent, wantsAnotherBlock } from './until.ts';
import { warnOfFailedAttempts, warnOfWidth } from './warn.ts';

export interface ExperimentOptions extends RunSettings {
  /** What an earlier command measured of this run, which this one is to go on with. */
  readonly previous?: Result | undefined;
  /** Where the Result is written, and written anew after each trial. */
  readonly resultPath: string;
  readonly interrupt: AbortSignal;
  readonly onProgress: (progress: ExperimentProgress) => void;
  /** Given the Result so far, at first and after each trial, and waited for: nothing is measured meanwhile. */
  readonly onResult?: ((result: Result) => Promise<void>) | undefined;
}

export interface ExperimentProgress {
  readonly trial: PlannedTrial;
  /** How many there will be in all, those that have run included, as things stand. */
  readonly trials: number;
  /** Absent when the trial starts, and when it ends. */
  readonly load?: LoadProgress;
  /** Present when the trial has ended. */
  readonly ended?: Trial;
  /** Whether it was in vain and will be tried again. */
  readonly isRepeated?: boolean;
}

/**
 * The story of a run: each planned trial is measured in fresh processes, judged, and kept, one after the other. Void ones
 * are repeated, and whole blocks where the run is to go on until its intervals are narrow. The Result on disk is complete up
 * to the last trial at any moment.
 *
 * @throws EnvironmentError when the Result cannot be written, or processes not be pinned
 * @throws UsageError when the run cannot go on with what was measured before
 */
export async function runExperiment(options: ExperimentOptions): Promise<Result> {
  const begun = beginResult(options);
  const result = options.previous === undefined ? begun : continueResult(options.previous, begun);
  if (options.previous !== undefined) await removeKeysOfKilled(options);
  const unpin = await (options.pinning && pinThisProcess(options.pinning.others));
  return measureAll(result, options).finally(unpin);
}

async function measureAll(begun: Result, options: ExperimentOptions): Promise<Result> {
  const { scenario, until, resultPath, interrupt, onProgress, onResult } = options;
  const spent = watchTime(begun, options);
  let result = begun;
  await writeResult(resultPath, result);
  await onResult?.(result);

  for (;;) {
    const plan = planTrials(scenario, result.scenario.repetitions, result.trials);
    const [planned] = plan;
    if (planned === undefined) {
      if (until === undefined || !wantsAnotherBlock(result, until, spent(result))) break;
      result = withAnotherBlock(result);
      continue;
    }
    if (interrupt.aborted) break;
    const trials = result.trials.length + plan.length;
    onProgress({ trial: planned, trials });
    const { trial, warnings, redisVersion } = await measureTrial(planned, {
      ...options,
      onProgress: (load) => onProgress({ trial: planned, trials, load }),
    });
    const measured = [...result.trials, trial];
    result = {
      ...result,
      trials: measured,
      warnings: [...result.warnings, ...warnings, ...warnOfFailedAttempts(trial, measured)],
      environment: { ...result.environment, ...(redisVersion === undefined ? {} : { redis: redisVersion }) },
    };
    await writeResult(resultPath, result);
    onProgress({ trial: planned, trials, ended: trial, isRepeated: isRepeated(trial, result, scenario) });
    await onResult?.(result);
  }

  result = withTheory(finish(result, options), scenario);
  await writeResult(resultPath, result);
  return result;
}

/** Whether a trial that is over is to be tried again in this run. */
function isRepeated({ state, strategy, repetition }: Trial, result: Result, scenario: Scenario): boolean {
  return (
    state !== 'interrupted' &&
    planTrials(scenario, result.scenario.repetitions, result.trials).some(
      (planned) => planned.strategy.name === strategy && planned.repetition === repetition,
    )
  );
}

/** How long this command has been measuring, and what another block would take by that. */
function watchTime(begun: Result, { scenario: { measure, strategies } }: ExperimentOptions) {
  const startedMs = performance.now();
  return ({ trials }: Result): Spent => {
    const elapsedUs = (performance.now() - startedMs) * 1e3;
    const measured = trials.length - begun.trials.length;
    const trialUs = measured === 0 ? measure.warmupUs + measure.durationUs : elapsedUs / measured;
    return { elapsedUs, blockUs: trialUs * strategies.length };
  };
}

function withAnotherBlock(result: Result): Result {
  return { ...result, scenario: { ...result.scenario, repetitions: result.scenario.repetitions + 1 } };
}

/** A signal that came when all was measured has interrupted nothing. */
function finish(result: Result, { scenario, until }: ExperimentOptions): Result {
  const isWhole = planTrials(scenario, result.scenario.repetitions, result.trials).length === 0;
  const reached = until && { until: { ...until, reached: isNarrowEnough(result, until) } };
  return {
    ...result,
    state: isWhole ? 'complete' : 'interrupted',
    finishedAt: new Date().toISOString(),
    protocol: { ...result.protocol, ...reached },
    warnings: [...result.warnings, ...(isWhole && reached ? warnOfWidth(reached.until) : [])],
  };
}

/** A trial that was killed with its run could not clean up behind itself. */
async function removeKeysOfKilled({ redis, runId }: ExperimentOptions): Promise<void> {
  if (redis?.kind === 'named') await removeKeys(redis.url, keyPrefixOf(runId));
}
