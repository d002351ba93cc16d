import { costParts } from '../../results/cost.ts';
import { formatMoney, formatNumber } from '../../support/units.ts';
import { breakEvenSentences } from '../break-even-in-words.ts';
import { costPartLooks } from '../cost-parts.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { intervalInWords } from '../wording.ts';
import type { DataTable } from './data-table.ts';

/** A month's cost in its parts, and that of a million requests; undefined without prices. */
export function costTable(model: RunModel): DataTable | undefined {
  const { kind, scenario } = model.result;
  const { prices, load } = scenario;
  const priced = measuredStrategies(model).flatMap((strategy) =>
    strategy.cost === undefined ? [] : [{ strategy, cost: strategy.cost.cost }],
  );
  if (prices === undefined || priced.length === 0) return undefined;
  const parts = costParts.filter((part) => priced.some(({ cost }) => cost.partsPerMonth[part] > 0));
  const plain = (amount: number): string => formatMoney(amount, '');
  return {
    caption: `Cost of a month (730 h) and of a million requests, in ${prices.currency}`,
    headings: [
      'strategy',
      'requests/s',
      ...parts.map((part) => costPartLooks[part].name),
      'a month',
      'a million requests',
    ],
    rows: priced.map(({ strategy, cost }) => {
      const { interval } = strategy.estimates.costPerMillion;
      const span = interval && intervalInWords(interval, plain);
      const text = plain(cost.perMillionRequests);
      return {
        header: { text: strategy.name, series: strategy.style },
        cells: [
          { text: formatNumber(cost.trafficPerSecond) },
          ...parts.map((part) => ({ text: plain(cost.partsPerMonth[part]) })),
          { text: plain(cost.perMonth) },
          { text, detail: span === text ? undefined : span },
        ],
      };
    }),
    notes: [
      prices.trafficPerSecond === undefined
        ? `Each strategy at the rate of requests that it was ${kind} at${load.kind === 'closed' ? ', which in closed loop differs between them: give a traffic beside the prices to compare them at one' : ''}.`
        : `At ${formatNumber(prices.trafficPerSecond)} requests per second, with as many nodes as were ${kind}; whether they carry it is another question.`,
      'What has no price costs nothing. Backend CPU is that of the simulated backends; memory is what caches may fill, whether or not they do; Redis is one node.',
      ...breakEvenSentences(model),
    ],
    whenEmpty: `Nothing was ${kind}.`,
  };
}
