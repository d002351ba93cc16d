import type { Calibration } from '../results/calibration.ts';
import type { Measurement } from '../results/result.ts';
import type { Scenario, Strategy } from '../scenario/scenario.ts';
import type { Random } from '../support/random.ts';
import type { Trace } from '../workload/trace/trace.ts';

/** What one trial in virtual time is of. */
export interface TrialModel {
  readonly scenario: Scenario;
  readonly strategy: Strategy;
  /** The repetition's, as a measured trial has it: the same requests are drawn from it. */
  readonly seed: number;
  /** The recording that the scenario names, if it names one. */
  readonly trace: Trace | undefined;
  readonly calibration: Calibration;
  /**
   * `one`: all processes share the cores of the machine that was calibrated, as in a run. `many`: each has a machine of its own, and
   * the load generator costs nothing.
   */
  readonly machines: Machines;
  /** Draws which of two events of the same time comes first, on which nothing may depend; undefined: the one that was scheduled first. */
  readonly ties?: Random | undefined;
}

export const machines = ['one', 'many'] as const;
export type Machines = (typeof machines)[number];

/** A trial under way, which goes on only when it is told to, so that whoever runs it can show progress and stop. */
export interface SimulatedTrial {
  /** Simulates about so many events more. Whether the trial is over. */
  advance(events: number): boolean;
  /** What part of the simulated time has passed, warm-up included, 0–1. */
  readonly progress: number;
  /** What was measured by now, which ends the trial; undefined in the warm-up. */
  measurement(): Measurement | undefined;
}
