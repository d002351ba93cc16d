import { latencyOf } from '../../results/figures.ts';
import type { Measurement } from '../../results/result.ts';
import { EnvironmentError } from '../../support/errors.ts';
import { deriveSeed, type Random, shuffle } from '../../support/random.ts';
import { type MeasureSettings, measureTrial } from '../measure-trial.ts';
import {
  type CalibrationTrialName,
  calibrationRounds,
  calibrationTrials,
  scenarioOf,
  trialsOf,
} from './calibration-trials.ts';
import type { Reading, ReadingsWithoutRedis } from './solve-costs.ts';

export interface CostMeasurement extends Pick<MeasureSettings, 'runId' | 'redis' | 'pinning' | 'interrupt'> {
  /** Where the order of the trials comes from. */
  readonly random: Random;
  readonly onTrial: (progress: {
    readonly name: string;
    readonly position: number;
    readonly of: number;
  }) => void;
}

/**
 * Measures every trial of a calibration once a round, each round in an order of its own, so that a machine that slows down does so
 * for all alike. Undefined where it was interrupted.
 *
 * @throws EnvironmentError where a trial comes to nothing
 */
export async function measureCosts(
  settings: CostMeasurement,
): Promise<readonly ReadingsWithoutRedis[] | undefined> {
  const names = trialsOf(settings.redis !== undefined);
  const of = names.length * calibrationRounds;
  const rounds: ReadingsWithoutRedis[] = [];
  for (let round = 0; round < calibrationRounds; round++) {
    const readings: Partial<Record<CalibrationTrialName, Reading>> = {};
    for (const [place, name] of shuffle(names, settings.random).entries()) {
      const position = round * names.length + place + 1;
      settings.onTrial({ name, position, of });
      const reading = await measureOne(name, position, settings);
      if (reading === undefined) return undefined;
      readings[name] = reading;
    }
    rounds.push(readings as ReadingsWithoutRedis);
  }
  return rounds;
}

async function measureOne(
  name: CalibrationTrialName,
  position: number,
  settings: CostMeasurement,
): Promise<Reading | undefined> {
  const scenario = scenarioOf(name);
  const [strategy] = scenario.strategies;
  if (strategy === undefined) throw new Error(`The trial ${name} has no strategy.`);
  const seed = deriveSeed(scenario.seed, name, position);
  const { trial } = await measureTrial(
    { strategy, repetition: 1, attempt: 1, position, seed },
    { ...settings, scenario, trace: undefined, onProgress: () => {} },
  );
  if (trial.state === 'interrupted') return undefined;
  if (trial.state === 'valid' && trial.measurement.requests.completed > 0)
    return readingOf(trial.measurement);
  const reason = trial.state === 'valid' ? 'No request was answered.' : trial.reason;
  throw new EnvironmentError(
    `What a piece of work costs could not be measured (${wordsFor(name)}): ${reason}`,
    {
      hint: 'Calibrate again when the machine does nothing else.',
    },
  );
}

/** `redis, new keys`: what a trial is of. */
function wordsFor(name: CalibrationTrialName): string {
  const { mode, keys } = calibrationTrials[name];
  return `${mode}, ${keys} keys`;
}

function readingOf(measurement: Measurement): Reading {
  const { requests, outcomes, processes } = measurement;
  const each = (role: Measurement['processes'][number]['role']): number =>
    processes.reduce((sum, process) => sum + (process.role === role ? process.cpuUs : 0), 0) /
    requests.completed;
  const share = (outcome: keyof typeof outcomes): number =>
    (outcomes[outcome]?.count ?? 0) / requests.completed;
  return {
    load: each('load'),
    gateway: each('gateway'),
    backend: each('backend'),
    redis: each('redis'),
    latencyUs: latencyOf([measurement]).quantileUs(0.5),
    hitRatio: share('hit'),
    missRatio: share('miss'),
    joinRatio: share('collapsed'),
  };
}
