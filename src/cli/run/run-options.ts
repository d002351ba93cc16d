import type { Mode, TraceFormat } from '../../scenario/scenario.ts';

/** What the command line says in place of the scenario. */
export interface ScenarioOptions {
  readonly modes?: readonly Mode[] | undefined;
  readonly repetitions?: number | undefined;
  /** Microseconds, as all durations. */
  readonly duration?: number | undefined;
  readonly warmup?: number | undefined;
  readonly connections?: number | undefined;
  /** Requests per second of an open loop. */
  readonly rate?: number | undefined;
  readonly arrivals?: 'poisson' | 'paced' | undefined;
  /** Times shortened and one repetition, for a look: of the usual length, or with so much load in all. */
  readonly quick?: true | number | undefined;
}

/** What the command line says beside the scenario. */
export interface RunOptions extends ScenarioOptions {
  /** Whether processes are pinned to cores; undefined: where the system can. */
  readonly pin?: boolean | undefined;
  /** Measures the baseline twice. */
  readonly noiseFloor?: true | undefined;
  /** Repeats blocks until intervals are so narrow (0.05: ± 5 %), within the budget, in µs. */
  readonly until?: number | undefined;
  readonly budget?: number | undefined;
  /** Goes on with the latest run where it stopped, or with the one that is named. */
  readonly resume?: true | string | undefined;
  readonly trace?: string | undefined;
  readonly traceFormat?: TraceFormat | undefined;
  readonly redis?: string | undefined;
  readonly out: string;
  /** Where to write how the scenario's expectations turned out. */
  readonly junit?: string | undefined;
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
  /** Serves a page that follows the run, on any free port or on this one. */
  readonly watch?: true | number | undefined;
}
