import type { Prediction } from '../../simulate/theory/predict.ts';
import type { PredictedScenario } from './predicted-scenario.ts';

/** What was computed with, a line each, and what holds of the figures, a sentence each. */
export interface PredictionNotes {
  readonly formulas: readonly string[];
  readonly limits: readonly string[];
}

export function predictionNotes({ cells }: PredictedScenario): PredictionNotes {
  const strategies = cells.flatMap((cell) => cell.strategies);
  const caches = new Set(
    strategies.flatMap(({ name, steady }) => (steady.hitRatio === undefined ? [] : [name])),
  );
  /** Each text once; of some strategies only, with their names. Where it holds of all caches, it is clear that it is of those. */
  const gathered = (textsOf: (prediction: Prediction) => readonly string[]): string[] => {
    const saidOf = new Map<string, Set<string>>();
    for (const { name, steady, measured } of strategies) {
      for (const text of [...textsOf(steady), ...textsOf(measured)]) {
        saidOf.set(text, (saidOf.get(text) ?? new Set()).add(name));
      }
    }
    return [...saidOf].map(([text, of]) =>
      [...caches].every((name) => of.has(name)) ? text : `${text} (${[...of].join('; ')})`,
    );
  };
  return {
    formulas: gathered(({ formulas }) => formulas.map(({ name, source }) => `${name}: ${source}`)),
    limits: gathered(({ limits }) => limits),
  };
}
