import { breakEvenCacheShare } from '../../results/break-even.ts';
import { validMeasurements } from '../../results/figures.ts';
import { formatDuration, formatShare } from '../../support/units.ts';
import { breakEvenSentences } from '../break-even-in-words.ts';
import type { RunModel, StrategyModel } from '../model/run-model.ts';
import { nameInWords } from '../wording.ts';
import { headlineOf } from './headline.ts';
import { ranked } from './spoken.ts';

/** Strategies whose turning point is told. */
const mostTold = 2;

/** Under which conditions the answer would be another: by the prices where there are any, else by the times of hits and misses. */
export function turningPoints(model: RunModel): string | undefined {
  const [byPrice] = breakEvenSentences(model);
  if (byPrice !== undefined) return byPrice;
  const headline = headlineOf(model.result);
  // What is not established cannot flip.
  const established = ranked(model).filter(({ comparisons }) =>
    ['better', 'worse'].includes(comparisons[headline]?.verdict ?? ''),
  );
  const sentences = established.slice(0, mostTold).flatMap((strategy) => byTimes(model, strategy));
  if (sentences.length === 0) return undefined;
  return `${sentences.join(' ')} This supposes that answers from the cache, and others, take as long as they did.`;
}

function byTimes({ result, strategies: [baseline] }: RunModel, { name }: StrategyModel): string[] {
  if (baseline === undefined) return [];
  const [before, after] = [baseline.name, name].map((each) =>
    validMeasurements(result, each).map(({ measurement }) => measurement),
  );
  const found = breakEvenCacheShare(before ?? [], after ?? []);
  if (found === undefined) return [];
  const { cacheShare, cachedUs, baselineUs, pays } = found;
  const [strategy, reference] = [nameInWords(name), nameInWords(baseline.name)];
  switch (pays.kind) {
    case 'never':
      return [
        `Even answers from the cache of ${strategy} took ${formatDuration(cachedUs)} in the mean, requests to ${reference} ${formatDuration(baselineUs)}: no hit ratio makes it quicker.`,
      ];
    case 'always':
      return [
        `${strategy} would be slower in the mean only if ${reference} answered in less than the ${formatDuration(cachedUs)} that its answers from the cache took (it took ${formatDuration(baselineUs)}): its other answers took no longer than those of ${reference}.`,
      ];
    default:
      return [
        `The mean service time of ${strategy} is shorter than that of ${reference} as long as more than ${formatShare(pays.value)} of its answers come from the cache (${result.kind}: ${formatShare(cacheShare)}).`,
      ];
  }
}
