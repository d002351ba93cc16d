import type { SweepValue } from '../../scenario/sweep-axes.ts';
import type { Prediction } from '../../simulate/theory/predict.ts';

/** What was predicted of a scenario. */
export interface PredictedScenario {
  readonly scenario: string;
  readonly question: string;
  /** Paths of what a sweep changes; empty: there is none. */
  readonly axes: readonly string[];
  /** One, unless there is a sweep. */
  readonly cells: readonly PredictedCell[];
}

export interface PredictedCell {
  /** From 1. */
  readonly number: number;
  /** One of each axis. */
  readonly values: readonly SweepValue[];
  /** What a run measures. */
  readonly measured: {
    /** How long before it all caches are empty. */
    readonly sinceEmptyUs: number;
    readonly durationUs: number;
  };
  readonly strategies: readonly PredictedStrategy[];
}

export interface PredictedStrategy {
  readonly name: string;
  readonly steady: Prediction;
  readonly measured: Prediction;
  /** Of samples of the keys, where that was asked for and there is a cache. */
  readonly sampled?: SampledStrategy | undefined;
}

export interface SampledStrategy {
  /** One key in so many. */
  readonly every: number;
  readonly samples: number;
  readonly hitRatio: SampledFigure;
  readonly offload: SampledFigure;
}

/** Over the samples, with its 95 % interval. */
export interface SampledFigure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
