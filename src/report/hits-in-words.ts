import { formatShare } from '../support/units.ts';
import { hasCache, measuredStrategies, type RunModel, type StrategyModel } from './model/run-model.ts';
import { listInWords, nameInWords } from './wording.ts';

/**
 * What the hit ratios of a run are made of, in a sentence; none where they are made of plain hits alone. A reader must not
 * take for fresh what was stale, nor for quick what waited.
 */
export function hitsInWords(model: RunModel): string[] {
  const caching = measuredStrategies(model).filter(hasCache);
  if (caching.every(({ hitParts }) => hitParts.every(({ outcome }) => outcome === 'hit'))) return [];
  const strategies = caching.map(partsOf).join('; ');
  return [
    `The hit ratio counts every answer without a backend call of its own; of the cacheable requests in all trials of a strategy: ${strategies}.`,
  ];
}

/** `memory 91.0 % hit and 2.1 % collapsed`. */
function partsOf({ name, hitParts }: StrategyModel): string {
  const parts = hitParts.map(({ outcome, share }) => `${formatShare(share)} ${outcome}`);
  return `${nameInWords(name)} ${parts.length === 0 ? 'none' : listInWords(parts)}`;
}
