import { fewestBlocks } from '../../stats/fewest-blocks.ts';
import { formatDuration, formatFactor, formatMoney, formatShare } from '../../support/units.ts';
import { expectationInWords } from '../expectation-in-words.ts';
import { formatterOf, metricInWords } from '../metric-words.ts';
import { judgeExpectations } from '../model/expectations.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { capitalised, nameInWords, someInWords } from '../wording.ts';
import { conditionsSentence } from './conditions.ts';
import { headlineOf } from './headline.ts';
import { ranked } from './spoken.ts';
import { turningPoints } from './turning-points.ts';
import { untoldSentences } from './untold.ts';

/** One side of the answer, as how stale it was. */
export interface Aspect {
  readonly label: string;
  /** A sentence or a few. */
  readonly text: string;
  /** The section of the page that shows it. */
  readonly anchor: string;
}

/** Strategies that a line names. */
const mostNamed = 5;

/** The sides of the answer that are figures, in the order in which they are asked for: tables have them too. */
export function figureAspects(model: RunModel): Aspect[] {
  if (measuredStrategies(model).length === 0) return [];
  return present([
    ['Expected', 'expectations', expected(model)],
    ['Speed', 'figures', speed(model)],
    ['Backend load', 'backend-load', eachStrategy(model, 'backendCallsPer100')],
    ['Staleness', 'staleness-figures', staleness(model)],
    ['Failures', 'outcomes', failures(model)],
    ['Recovery', 'recovery', recovery(model)],
    ['Cost', 'cost', cost(model)],
  ]);
}

/** How far the answer reaches: what no table says. */
export function reachAspects(model: RunModel): Aspect[] {
  if (measuredStrategies(model).length === 0) return [];
  const byPrice = model.strategies.some(({ cost }) => cost?.breakEven !== undefined);
  return present([
    ['Would flip', byPrice ? 'cost' : 'hits-and-misses', turningPoints(model)],
    ['Cannot tell', 'method', untoldSentences(model).join(' ')],
    [capitalised(model.result.kind), 'method', `${conditionsSentence(model)}.`],
  ]);
}

function present(
  lines: readonly (readonly [label: string, anchor: string, text: string | undefined])[],
): Aspect[] {
  return lines.flatMap(([label, anchor, text]) => (text === undefined ? [] : [{ label, anchor, text }]));
}

/** The baseline, then the others from the best on. */
function inOrder(model: RunModel): StrategyModel[] {
  const others = ranked(model);
  return [...measuredStrategies(model).filter((strategy) => !others.includes(strategy)), ...others];
}

function speed(model: RunModel): string | undefined {
  const headline = headlineOf(model.result);
  const lines = (
    headline === 'p50' ? (['p50', 'p99'] as const) : (['requestsPerSecond', 'p50', 'p99'] as const)
  ).flatMap((metric) => eachStrategy(model, metric) ?? []);
  return lines.length === 0 ? undefined : lines.join(' ');
}

/** `Requests per second: stateless 1,812, memory 14,309 (7.90×) and redis 10,172 (5.61×).` */
function eachStrategy(
  model: RunModel,
  metric: 'requestsPerSecond' | 'p50' | 'p99' | 'backendCallsPer100',
): string | undefined {
  const format = formatterOf(metric, model.result);
  const strategies = inOrder(model).filter(({ estimates }) => estimates[metric].n > 0);
  const fewest = fewestBlocks(measuredStrategies(model).length - 1);
  const values = strategies.map(({ name, estimates, comparisons }) => {
    const comparison = comparisons[metric];
    const value = `${nameInWords(name)} ${format(estimates[metric].value)}`;
    if (comparison === undefined || comparison.estimate.n < fewest) return value;
    const { verdict, estimate } = comparison;
    if (verdict === 'cannot tell') return `${value} (not told apart)`;
    if (verdict === 'equivalent') return `${value} (equivalent)`;
    return metric === 'backendCallsPer100' ? value : `${value} (${formatFactor(estimate.value)}×)`;
  });
  const label = capitalised(metricInWords(metric, model.result));
  return values.length === 0 ? undefined : `${label}: ${someInWords(values, mostNamed)}.`;
}

/** Undefined where nothing was told of versions. */
function staleness(model: RunModel): string | undefined {
  const told = inOrder(model).flatMap(({ name, staleness, estimates }) =>
    staleness === undefined
      ? []
      : // The mean over the trials, as the first sentence has it.
        [{ name: nameInWords(name), ...staleness, share: estimates.staleReads.value }],
  );
  if (told.length === 0) return undefined;
  const reads = told.reduce((sum, each) => sum + each.reads.all, 0);
  if (told.every((each) => each.reads.outOfDate === 0))
    return `No answer was out of date: all ${reads.toLocaleString('en-GB')} reads of which that can be told were fresh.`;
  const shares = told.map(({ name, reads: counted, ageP99Us, share }) =>
    counted.outOfDate === 0
      ? `${name} none`
      : `${name} ${formatShare(share)} (99 % of them by no more than ${formatDuration(ageP99Us)})`,
  );
  return `Reads that were out of date: ${someInWords(shares, mostNamed)}.`;
}

function failures(model: RunModel): string | undefined {
  const shares = inOrder(model).map(({ name, estimates }) => ({ name, ratio: estimates.failures.value }));
  if (shares.every(({ ratio }) => ratio === 0)) return undefined;
  const named = shares.map(({ name, ratio }) => `${nameInWords(name)} ${formatShare(ratio)}`);
  return `Requests that failed: ${someInWords(named, mostNamed)}.`;
}

function recovery(model: RunModel): string | undefined {
  const all = inOrder(model).flatMap(({ name, recoveries }) =>
    recoveries.map((each) => ({ ...each, name: nameInWords(name) })),
  );
  if (all.length === 0) return undefined;
  const lasting = all.filter(({ trials, recovered }) => recovered < trials);
  if (lasting.length > 0) {
    const named = lasting.map(
      ({ name, fault, trials, recovered }) =>
        `${name} from ${fault} in ${trials - recovered} of ${trials} trials`,
    );
    return `Not recovered when the trial ended: ${someInWords(named, 3)}.`;
  }
  const [slowest] = [...all].sort((one, other) => other.longestUs - one.longestUs);
  if (slowest === undefined) return undefined;
  return `Every strategy recovered from every fault in every trial; what took longest was ${formatDuration(slowest.longestUs)}, for ${slowest.name} after ${slowest.fault}.`;
}

function cost(model: RunModel): string | undefined {
  const currency = model.result.scenario.prices?.currency ?? '';
  const amounts = inOrder(model).flatMap(({ name, cost }) =>
    cost === undefined ? [] : [`${nameInWords(name)} ${formatMoney(cost.cost.perMillionRequests, '')}`],
  );
  return amounts.length === 0
    ? undefined
    : `A million requests, in ${currency}: ${someInWords(amounts, mostNamed)}.`;
}

function expected({ result }: RunModel): string | undefined {
  const judged = judgeExpectations(result);
  if (judged.length === 0) return undefined;
  const named = (outcome: 'fail' | 'cannot tell'): string[] =>
    judged.flatMap((each) =>
      each.outcome === outcome ? [expectationInWords(each.expectation, result)] : [],
    );
  const [failed, open] = [named('fail'), named('cannot tell')];
  const parts = [
    `${judged.length - failed.length - open.length} of ${judged.length} met`,
    ...(failed.length === 0 ? [] : [`missed: ${someInWords(failed, 3)}`]),
    ...(open.length === 0 ? [] : [`cannot be told: ${someInWords(open, 3)}`]),
  ];
  return `${capitalised(parts.join('; '))}.`;
}
