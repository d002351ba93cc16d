import { z } from 'zod';
import { parseAmount } from '../support/metric-amounts.ts';
import { type Expectation, type MetricName, metricKinds, metricNames } from '../support/metrics.ts';
import { between, rate, shown } from './schema-values.ts';
import { suggestWord } from './suggest.ts';

/** What scenario files say about judging a run: prices, and bounds that figures must keep. */

const price = between(0, 1e9, 'a price');

export const prices = z.strictObject({
  currency: z.string().trim().min(1).max(8).optional().meta({ description: 'Its code. Default USD.' }),
  backendCall: price.optional().meta({ description: 'Of one backend call.' }),
  backendCpuSecond: price.optional().meta({ description: "Of a second of a backend's CPU." }),
  gatewayNodeHour: price.optional().meta({ description: 'Of a gateway node for an hour.' }),
  memoryGiBHour: price.optional().meta({ description: 'Of a GiB of memory for an hour, in gateway nodes.' }),
  redisNodeHour: price.optional().meta({ description: 'Of a Redis node for an hour.' }),
  egressGiB: price.optional().meta({ description: 'Of a GiB sent to clients.' }),
  traffic: rate.optional().meta({
    description: 'Requests for which the cost of a month is told, as 500/s. Default: those measured.',
  }),
});

type Condition = Pick<Expectation, 'operator' | 'value'>;

/** Keys are `<strategy>.<metric>`; a strategy's name may itself hold dots. */
export const expectations = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .transform((written, context) =>
    Object.entries(written).flatMap(([key, text]) => {
      const dot = key.lastIndexOf('.');
      const [strategy, metric] = [key.slice(0, Math.max(0, dot)), key.slice(dot + 1)];
      const problem = (message: string) => {
        context.issues.push({ code: 'custom', input: text, path: [key], message });
        return [];
      };
      if (strategy === '' || !isMetric(metric)) {
        const suggestion = suggestWord(metric, metricNames);
        const hint =
          suggestion === undefined ? `Metrics: ${metricNames.join(', ')}.` : `Did you mean ${suggestion}?`;
        return problem(`expected <strategy>.<metric> as the name of a bound; saw ${shown(key)}. ${hint}`);
      }
      const condition = parseCondition(metric, text);
      if (condition === undefined) {
        return problem(`expected a bound as "${exampleOf(metric)}"; saw ${shown(text)}.`);
      }
      return [{ strategy, metric, condition }];
    }),
  );

function isMetric(name: string): name is MetricName {
  return Object.hasOwn(metricKinds, name);
}

/** `>= 0.9`, `< 20ms`; undefined where the text is no bound for such a metric. */
export function parseCondition(metric: MetricName, text: unknown): Condition | undefined {
  const [, operator, amount] = /^\s*(<=|>=|<|>)\s*(\S+)\s*$/.exec(typeof text === 'string' ? text : '') ?? [];
  const value = amount === undefined ? undefined : parseAmount(metricKinds[metric].unit, amount);
  return value === undefined ? undefined : { operator: operator as Condition['operator'], value };
}

function exampleOf(metric: MetricName): string {
  const { unit, better } = metricKinds[metric];
  const amounts = { duration: '20ms', ratio: '0.9', rate: '500/s', count: '10', money: '0.5' };
  return `${better === 'higher' ? '>=' : '<'} ${amounts[unit]}`;
}
