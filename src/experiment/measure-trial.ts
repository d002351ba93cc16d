import { cpus } from 'node:os';
import type { LoadProgress } from '../load/messages.ts';
import type { Measurement, Result, Trial } from '../results/result.ts';
import { usesRedis } from '../scenario/scenario.ts';
import { EnvironmentError } from '../support/errors.ts';
import { withoutPasswords } from '../support/without-passwords.ts';
import type { RunSettings } from './begin-result.ts';
import { ChildFailure } from './child.ts';
import { findSteadyState } from './find-steady-state.ts';
import { reasonToDiscard } from './judge-trial.ts';
import type { PlannedTrial } from './plan.ts';
import { removeKeys } from './redis-source.ts';
import { runTrial, type TrialEnd } from './trial.ts';
import { warnOfKeysLeft, warnOfTrial } from './warn.ts';

export interface MeasuredTrial {
  readonly trial: Trial;
  readonly warnings: Result['warnings'];
  readonly redisVersion?: string | undefined;
}

export type MeasureSettings = Pick<RunSettings, 'runId' | 'scenario' | 'trace' | 'redis' | 'pinning'> & {
  readonly interrupt: AbortSignal;
  readonly onProgress: (load: LoadProgress) => void;
};

/** Every key that a run leaves in a named Redis begins with it. */
export const keyPrefixOf = (runId: string): string => `gatebench:${runId}:`;

/** Runs a trial, judges what it measured, and removes what it left in a Redis that is not its own. */
export async function measureTrial(planned: PlannedTrial, settings: MeasureSettings): Promise<MeasuredTrial> {
  const { redis, runId } = settings;
  const keyPrefix = `${keyPrefixOf(runId)}${planned.position}:`;
  const measured = await judge(planned, settings, () => runTrial(planned, { ...settings, keyPrefix }));
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
  { interrupt, trace, scenario, redis }: MeasureSettings,
  run: () => Promise<TrialEnd>,
): Promise<MeasuredTrial> {
  const { strategy, repetition, attempt, position } = planned;
  const startedAt = new Date().toISOString();
  const identity = { strategy: strategy.name, repetition, attempt, position, startedAt };
  try {
    const { measurement: measured, interrupted, redisVersion } = await run();
    const measurement = measured && { ...measured, ...steadinessOf(measured) };
    if (interrupted || measurement === undefined) {
      const partial = measurement === undefined ? {} : { measurement };
      return { trial: { ...identity, state: 'interrupted', ...partial }, warnings: [], redisVersion };
    }
    const reason = reasonToDiscard(measurement, scenario.load);
    if (reason !== undefined) {
      return { trial: { ...identity, state: 'invalid', reason, measurement }, warnings: [], redisVersion };
    }
    const warnings = warnOfTrial(planned, measurement, { scenario, trace, redis, cores: cpus().length });
    return { trial: { ...identity, state: 'valid', measurement }, warnings, redisVersion };
  } catch (error) {
    if (!(error instanceof ChildFailure || error instanceof EnvironmentError)) throw error;
    // Whoever stops a run may have stopped its processes as well.
    if (interrupt.aborted) return { trial: { ...identity, state: 'interrupted' }, warnings: [] };
    const reason = withoutPasswords(error.message);
    return { trial: { ...identity, state: 'failed', reason }, warnings: [] };
  }
}

function steadinessOf(measurement: Measurement): Pick<Measurement, 'steady'> {
  const steady = findSteadyState(measurement);
  return steady === undefined ? {} : { steady };
}
