import { fewestRepetitions } from '../../stats/difference.ts';
import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';
import {
  compareFigure,
  type FigureComparison,
  type PickFigure,
  summariseFigure,
} from '../model/figure-comparison.ts';
import type { StrategyModel } from '../model/run-model.ts';
import { counted, listInWords, nameInWords } from '../wording.ts';
import {
  backendCalls,
  type FigurePhrase,
  figurePhrase,
  medianLatency,
  ratePhrase,
  tailLatency,
  unclearPhrase,
} from './figure-phrases.ts';

export const requestRate: PickFigure = ({ requestsPerSecond }) => requestsPerSecond;

/** From this share of failed requests on, a strategy's other figures no longer describe what it is meant to do. */
const noteworthyFailureRatio = 0.01;

/** What sets one strategy apart from the baseline, in one sentence without its full stop. */
export function comparisonSentence(baseline: StrategyModel, other: StrategyModel): string {
  const rate = compareFigure(baseline, other, requestRate);
  const [name, reference] = [nameInWords(other.name), nameInWords(baseline.name)];
  if (rate === undefined) return `${name} and ${reference} have no repetition in common to compare`;
  if (rate.ratio.n < fewestRepetitions) return tooFewSentence(baseline, other, rate);
  const phrases = [
    figurePhrase(baseline, other, medianLatency),
    tailPhrase(baseline, other, rate),
    figurePhrase(baseline, other, backendCalls),
  ].filter((phrase) => phrase !== undefined);
  const apart = phrases.filter(({ isApart }) => isApart).map(({ text }) => text);
  const unclear = phrases.filter(({ isApart }) => !isApart).map(({ text }) => text);
  if (rate.difference !== 'unclear') {
    const answered = `${name} answered ${ratePhrase(rate, reference)}${joined(', with ', apart)}`;
    return `${answered}${joined('; there is no clear difference in ', unclear)}`;
  }
  const rates = unclearPhrase(rate, { name: 'requests per second', format: formatNumber });
  const undecided = `${name} and ${reference} show no clear difference in ${listInWords([rates, ...unclear])}`;
  return `${undecided}${joined(`; ${name} had `, apart)}`;
}

function joined(lead: string, phrases: readonly string[]): string {
  return phrases.length === 0 ? '' : lead + listInWords(phrases);
}

function tooFewSentence(baseline: StrategyModel, other: StrategyModel, rate: FigureComparison): string {
  const latency = compareFigure(baseline, other, medianLatency.pick);
  const latencies =
    latency === undefined
      ? ''
      : `, with a median latency of ${formatDuration(latency.other.median)} and ${formatDuration(latency.baseline.median)}`;
  const rates = `${formatNumber(rate.other.median)} and ${formatNumber(rate.baseline.median)} requests per second`;
  return (
    `${nameInWords(other.name)} and ${nameInWords(baseline.name)} answered ${rates}${latencies}; ` +
    `${counted(rate.ratio.n, 'repetition')} cannot tell a difference from chance`
  );
}

/** The tail is worth a word only where it does not follow: a faster strategy whose slowest answers are no faster. */
function tailPhrase(
  baseline: StrategyModel,
  other: StrategyModel,
  rate: FigureComparison,
): FigurePhrase | undefined {
  const tail = compareFigure(baseline, other, tailLatency.pick);
  const follows = rate.difference === 'higher' ? tail?.difference === 'lower' : tail?.difference === 'higher';
  return follows || rate.difference === 'unclear' ? undefined : figurePhrase(baseline, other, tailLatency);
}

/** Said before anything else about strategies whose requests failed in numbers; undefined where none did. */
export function failureSentence(strategies: readonly StrategyModel[]): string | undefined {
  const failing = strategies.flatMap((strategy) => {
    const failures = summariseFigure(strategy, ({ failureRatio }) => failureRatio);
    return failures === undefined || failures.median < noteworthyFailureRatio
      ? []
      : [`${formatShare(failures.median)} of the requests to ${nameInWords(strategy.name)}`];
  });
  if (failing.length === 0) return undefined;
  return `${listInWords(failing)} failed, so mind that failed requests may be quick ones`;
}
