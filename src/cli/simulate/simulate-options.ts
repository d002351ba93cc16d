import { basename } from 'node:path';
import type { Simulation } from '../../results/result.ts';
import type { Machines } from '../../simulate/simulated-trial.ts';
import type { RunOptions } from '../run/run-options.ts';

/** What the command line says beside the scenario: as to a run, where it makes sense, and what only a simulation can be told. */
export interface SimulateOptions
  extends Pick<
    RunOptions,
    | 'modes'
    | 'repetitions'
    | 'duration'
    | 'warmup'
    | 'connections'
    | 'rate'
    | 'arrivals'
    | 'quick'
    | 'trace'
    | 'traceFormat'
    | 'out'
    | 'junit'
    | 'json'
    | 'quiet'
  > {
  readonly machines: Machines;
  /** The file of a calibration; undefined: the one that was kept last on this machine, or the shipped one. */
  readonly calibration?: string | undefined;
  /** Undefined: gatebench picks. */
  readonly method?: Simulation['method'] | undefined;
  /** Trials that are simulated at once; undefined: as many as there are cores. */
  readonly workers?: number | undefined;
}

/**
 * The options that change what is simulated, files by their names alone: not those that only say where it goes, how it is shown and
 * how fast it is done.
 */
export function settingsOf({ out, junit, json, quiet, workers, ...settings }: SimulateOptions) {
  const { trace, calibration } = settings;
  return {
    ...settings,
    ...(trace === undefined ? {} : { trace: basename(trace) }),
    ...(calibration === undefined ? {} : { calibration: basename(calibration) }),
  };
}
