import type { Measurement, Result, Trial, Warning } from '../results/result.ts';
import type { SimulatedEnd } from './advance-trial.ts';
import type { SimulationSettings } from './begin-simulation.ts';
import { findSteadyState } from './find-steady-state.ts';
import { reasonToDiscard } from './judge-trial.ts';
import { type PlannedTrial, planTrials } from './plan.ts';
import { withTheory } from './theory.ts';
import { virtualTime } from './virtual-time.ts';
import { warnOfTrial } from './warn.ts';

/** Simulates one trial, wherever that is done; several may be asked for at once. */
export type SimulateTrial = (
  trial: PlannedTrial,
  onProgress: (progress: number) => void,
) => Promise<SimulatedEnd>;

export interface SimulationOptions {
  readonly settings: SimulationSettings;
  /** The Result that these settings begin with (begin-simulation.ts). */
  readonly begun: Result;
  readonly simulate: SimulateTrial;
  /** Keeps the Result so far: at first, and after each trial. Never called again before it is done. */
  readonly keep: (result: Result) => Promise<void>;
  readonly onProgress: (progress: SimulationProgress) => void;
}

export interface SimulationProgress {
  readonly trial: PlannedTrial;
  /** Of the trial's simulated time, 0–1. */
  readonly progress: number;
  /** Present when the trial has ended. */
  readonly ended?: Trial;
}

/**
 * The story of a simulation: each planned trial is simulated, judged and kept as a measured one would be. Trials have nothing to do
 * with each other, so they may run at once and end in any order: the Result has them in that of the plan. One that is void is not
 * repeated, because it would come out the same.
 */
export async function simulateExperiment(options: SimulationOptions): Promise<Result> {
  const { settings, begun, simulate, keep, onProgress } = options;
  const plan = planTrials(settings.scenario, settings.scenario.measure.repetitions);
  const simulated: Simulated[] = [];
  await keep(begun);
  const keepSoon = oneAfterTheOther(() => keep(withTrials(begun, simulated)));

  await Promise.all(
    plan.map(async (planned) => {
      onProgress({ trial: planned, progress: 0 });
      const end = await simulate(planned, (progress) => onProgress({ trial: planned, progress }));
      const judged = judge(planned, end, settings);
      if (judged === undefined) return;
      simulated.push(judged);
      onProgress({ trial: planned, progress: 1, ended: judged.trial });
      await keepSoon();
    }),
  );
  const ended = finish(withTrials(begun, simulated), plan.length, settings);
  const result = withTheory(ended, settings.scenario);
  await keep(result);
  return result;
}

/** Never does it twice at once; whoever asks while one waits for its turn has that one done for them. */
function oneAfterTheOther(work: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  let waiting: Promise<void> | undefined;
  return () => {
    waiting ??= last.then(() => {
      waiting = undefined;
      return work();
    });
    last = waiting;
    return waiting;
  };
}

interface Simulated {
  readonly trial: Trial;
  readonly warnings: readonly Warning[];
}

/** What a trial came to; undefined of one that was stopped before it measured anything. */
function judge(
  planned: PlannedTrial,
  { measurement: simulated, interrupted }: SimulatedEnd,
  { scenario, trace, simulation }: SimulationSettings,
): Simulated | undefined {
  if (simulated === undefined) return undefined;
  const { strategy, repetition, attempt, position } = planned;
  const identity = {
    ...{ strategy: strategy.name, repetition, attempt, position },
    startedAt: virtualTime((position - 1) * spanOf(scenario)),
  };
  const measurement = { ...simulated, ...steadinessOf(simulated) };
  if (interrupted) return { trial: { ...identity, state: 'interrupted', measurement }, warnings: [] };
  const reason = reasonToDiscard(measurement, scenario.load);
  if (reason !== undefined)
    return { trial: { ...identity, state: 'invalid', reason, measurement }, warnings: [] };
  const cores = simulation.calibration.machine.cpus;
  const surroundings = { scenario, trace: trace?.summary, redis: undefined, cores };
  return {
    trial: { ...identity, state: 'valid', measurement },
    warnings: warnOfTrial(planned, measurement, surroundings),
  };
}

function steadinessOf(measurement: Measurement): Pick<Measurement, 'steady'> {
  const steady = findSteadyState(measurement);
  return steady === undefined ? {} : { steady };
}

/** The time of one trial. In virtual time, one follows the other. */
function spanOf({ measure }: SimulationSettings['scenario']): number {
  return measure.warmupUs + measure.durationUs;
}

function withTrials(begun: Result, simulated: readonly Simulated[]): Result {
  const inOrder = [...simulated].sort((one, other) => one.trial.position - other.trial.position);
  return {
    ...begun,
    trials: inOrder.map(({ trial }) => trial),
    warnings: [...begun.warnings, ...inOrder.flatMap(({ warnings }) => warnings)],
  };
}

/** A signal that came when all was simulated has interrupted nothing. */
function finish(result: Result, planned: number, { scenario }: SimulationSettings): Result {
  const ended = result.trials.filter(({ state }) => state !== 'interrupted').length;
  return {
    ...result,
    state: ended === planned ? 'complete' : 'interrupted',
    finishedAt: virtualTime(result.trials.length * spanOf(scenario)),
  };
}
