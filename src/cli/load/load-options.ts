import type { WrittenStage } from '../../scenario/written-stages.ts';

/** What `gatebench load` was told, durations in µs. */
export interface LoadOptions {
  /** In requests per second. */
  readonly rate?: number | undefined;
  readonly stages?: readonly WrittenStage[] | undefined;
  readonly arrivals?: 'poisson' | 'paced' | undefined;
  readonly connections: number;
  readonly duration?: number | undefined;
  readonly warmup: number;
  readonly timeout: number;
  readonly maxLag: number;
  readonly seed: number;
  readonly json?: true | undefined;
}
