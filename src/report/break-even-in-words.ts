import type { BreakEven } from '../results/break-even.ts';
import { formatDuration, formatFactor, formatShare } from '../support/units.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from './model/run-model.ts';
import { nameInWords } from './wording.ts';

/** From where on each strategy pays against the baseline, a sentence each, then the model behind them; none without prices. */
export function breakEvenSentences(model: RunModel): string[] {
  const [baseline] = model.strategies;
  if (baseline === undefined) return [];
  const sentences = measuredStrategies(model).flatMap((strategy) =>
    sentenceOf(model.result, baseline, strategy),
  );
  if (sentences.length === 0) return [];
  return [
    ...sentences,
    'Break-even supposes that what a request takes does not depend on the traffic, that each further hit spares one backend call at the baseline’s price of one, and, for latency, ' +
      'that hits take as long as they did and other answers as much longer than the baseline’s as they did, whatever the backend takes; the price of a call stays as it is.',
  ];
}

function sentenceOf(
  { kind }: RunModel['result'],
  baseline: StrategyModel,
  { name, cost, hitParts }: StrategyModel,
): string[] {
  if (cost?.breakEven === undefined) return [];
  const { traffic, hitRatio, latency } = cost.breakEven;
  const measured = hitParts.reduce((sum, { share }) => sum + share, 0);
  const rate = (value: number): string => `${formatFactor(value)} requests per second`;
  const cheaper = inWords(traffic, ['at any traffic', 'at no traffic'], rate);
  const atItsTraffic = inWords(
    hitRatio,
    ['with any hit ratio', 'with no hit ratio'],
    (value) => `a hit ratio of ${formatShare(value)}`,
  );
  const quicker = inWords(
    latency,
    ['whatever the backend takes', 'at no backend latency'],
    (value) => `a mean of ${formatDuration(value)} for the baseline’s requests`,
  );
  const clauses = [
    ...(cheaper === undefined ? [] : [`costs less than ${nameInWords(baseline.name)} ${cheaper}`]),
    ...(atItsTraffic === undefined
      ? []
      : [
          `at ${rate(cost.cost.trafficPerSecond)} it does ${atItsTraffic} (${kind}: ${formatShare(measured)})`,
        ]),
    ...(quicker === undefined ? [] : [`its mean latency is shorter ${quicker}`]),
  ];
  return clauses.length === 0 ? [] : [`${nameInWords(name)} ${clauses.join('; ')}.`];
}

function inWords(
  breakEven: BreakEven | undefined,
  [always, never]: readonly [string, string],
  value: (value: number) => string,
): string | undefined {
  switch (breakEven?.kind) {
    case undefined:
      return undefined;
    case 'always':
      return always;
    case 'never':
      return never;
    case 'above':
    case 'below':
      return `${breakEven.kind} ${value(breakEven.value)}`;
  }
}
