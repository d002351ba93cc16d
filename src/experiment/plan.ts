import type { Scenario, Strategy } from '../scenario/scenario.ts';
import { createRandom, deriveSeed, shuffle } from '../support/random.ts';

/** One strategy to be measured once. */
export interface PlannedTrial {
  readonly strategy: Strategy;
  /** From 1. */
  readonly repetition: number;
  /** From 1. */
  readonly position: number;
  /** For the request streams and the backends: the same for all strategies of a repetition. */
  readonly seed: number;
}

/**
 * Randomised complete blocks: each repetition measures every strategy once, in an order of its own. So a machine that
 * slows down in the course of a run does so for all strategies alike (Abedi and Brecht, ICPE 2017).
 */
export function planTrials(scenario: Pick<Scenario, 'strategies' | 'measure' | 'seed'>): PlannedTrial[] {
  const random = createRandom(deriveSeed(scenario.seed, 'order'));
  const blocks = Array.from({ length: scenario.measure.repetitions }, (_, index) =>
    shuffle(scenario.strategies, random).map((strategy) => ({
      strategy,
      repetition: index + 1,
      seed: deriveSeed(scenario.seed, 'repetition', index + 1),
    })),
  );
  return blocks.flat().map((trial, index) => ({ ...trial, position: index + 1 }));
}
