import type { RunOptions } from '../run/run-options.ts';
import type { SimulateOptions } from '../simulate/simulate-options.ts';

/** What a run and a simulation are both told. */
export interface ValidateOptions
  extends Pick<
    RunOptions & SimulateOptions,
    | 'modes'
    | 'repetitions'
    | 'duration'
    | 'warmup'
    | 'connections'
    | 'rate'
    | 'arrivals'
    | 'quick'
    | 'pin'
    | 'trace'
    | 'traceFormat'
    | 'redis'
    | 'calibration'
    | 'out'
    | 'json'
    | 'quiet'
  > {}
