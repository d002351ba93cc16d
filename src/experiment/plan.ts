import type { Trial } from '../results/result.ts';
import type { Scenario, Strategy } from '../scenario/scenario.ts';
import { createRandom, deriveSeed, shuffle } from '../support/random.ts';

/** One strategy to be measured once. */
export interface PlannedTrial {
  readonly strategy: Strategy;
  /** From 1; the trials of one repetition form a block. */
  readonly repetition: number;
  /** From 1. */
  readonly attempt: number;
  /** Place in the order of all trials of the run, from 1. */
  readonly position: number;
  /** For the request streams and the backends: the same for all strategies and attempts of a repetition. */
  readonly seed: number;
}

/** A trial that has run, as far as plans are concerned. */
type PastTrial = Pick<Trial, 'strategy' | 'repetition' | 'state'>;

/** So often is a trial tried that gives no figures to be used. */
export const mostAttempts = 3;

/**
 * What is left to be measured until so many blocks are whole, as things stand after the given trials.
 *
 * Randomised complete blocks: each repetition measures every strategy once, in an order of its own. So a machine that
 * slows down in the course of a run does so for all strategies alike (Abedi and Brecht, ICPE 2017). What was void or failed
 * is tried again at the end of its block; what was interrupted, as often as that happens. A strategy that failed all attempts
 * of one block fails by its nature rather than by chance, and is tried once only in each other.
 */
export function planTrials(
  scenario: Pick<Scenario, 'strategies' | 'seed'>,
  blocks: number,
  past: readonly PastTrial[] = [],
): PlannedTrial[] {
  const isHopeless = ({ name }: Strategy) =>
    hasFailedABlock(past.filter(({ strategy }) => strategy === name));
  const trials = Array.from({ length: blocks }, (_, index) => {
    const repetition = index + 1;
    const pastOf = ({ name }: Strategy) =>
      past.filter((trial) => trial.strategy === name && trial.repetition === repetition);
    const random = createRandom(deriveSeed(scenario.seed, 'order', repetition));
    return shuffle(scenario.strategies, random)
      .filter((strategy) => isOpen(pastOf(strategy), isHopeless(strategy) ? 1 : mostAttempts))
      .map((strategy) => ({
        strategy,
        repetition,
        attempt: pastOf(strategy).length + 1,
        seed: deriveSeed(scenario.seed, 'repetition', repetition),
      }))
      .sort((one, other) => one.attempt - other.attempt);
  }).flat();
  return trials.map((trial, index) => ({ ...trial, position: past.length + index + 1 }));
}

/** Whether one strategy in one block needs another attempt. */
function isOpen(tried: readonly PastTrial[], most: number): boolean {
  return !tried.some(({ state }) => state === 'valid') && failuresIn(tried) < most;
}

function hasFailedABlock(past: readonly PastTrial[]): boolean {
  return past.some(
    ({ repetition }) => failuresIn(past.filter((trial) => trial.repetition === repetition)) >= mostAttempts,
  );
}

/** Trials that ended without figures to be used, other than by an interruption. */
export function failuresIn(past: readonly PastTrial[]): number {
  return past.filter(({ state }) => state === 'invalid' || state === 'failed').length;
}
