import { costParts, growingParts, standingParts } from '../../results/cost.ts';
import { formatMoney, formatNumber } from '../../support/units.ts';
import { costPartLooks } from '../cost-parts.ts';
import { formatterOf } from '../metric-words.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { intervalInWords, listInWords } from '../wording.ts';
import type { Chart, Drawing } from './chart.ts';
import { trialsInWords } from './samples.ts';
import { stackedLanes } from './stacked-lanes.ts';

export const cost: Chart = {
  id: 'cost-of-a-million',
  question: 'What does a million requests cost, and what for?',
  concerns: ({ result }) => result.scenario.prices !== undefined,
  draw: drawCost,
};

/** A part of less is left to the table. */
const leastTold = 0.01;

function drawCost(model: RunModel): Drawing {
  const { prices } = model.result.scenario;
  const bars = measuredStrategies(model).flatMap(({ name, cost, estimates }) => {
    if (cost === undefined) return [];
    const { perMonth, perMillionRequests, partsPerMonth } = cost.cost;
    const pieces = costParts
      .filter((part) => partsPerMonth[part] > 0)
      .map((part) => ({ part, amount: (partsPerMonth[part] / perMonth) * perMillionRequests }));
    return [
      { strategy: name, total: perMillionRequests, interval: estimates.costPerMillion.interval, pieces },
    ];
  });
  if (prices === undefined || bars.every(({ pieces }) => pieces.length === 0))
    return { state: 'empty', reason: 'Nothing to draw: nothing that was used has a price.' };
  const money = formatterOf('costPerMillion', model.result);
  const parts = costParts.filter((part) =>
    bars.some((bar) => bar.pieces.some((piece) => piece.part === part)),
  );
  const most = 1.02 * Math.max(...bars.flatMap(({ total, interval }) => [total, interval?.high ?? 0]));
  return {
    state: 'drawn',
    spec: stackedLanes(
      bars.map(({ strategy, total, interval, pieces }) => ({
        ...{ strategy, interval },
        total: totalInWords(total, interval, money),
        texts: pieces
          .filter(({ amount }) => amount >= leastTold * total)
          .map(({ part, amount }) => `${costPartLooks[part].name} ${formatMoney(amount, '')}`),
        pieces: pieces.map(({ part, amount }) => ({
          ...{ part: costPartLooks[part].name, amount },
          text: money(amount),
        })),
      })),
      {
        parts: parts.map((part) => costPartLooks[part]),
        axis: {
          type: 'quantitative',
          title: `cost of a million requests, ${prices.currency}`,
          scale: { domain: [0, most], nice: false },
        },
        most,
        titles: ['for', 'a million requests'],
      },
    ),
    caption: captionOf(model, parts),
    legend: [],
    table: plainTable(
      `What a million requests cost, in ${prices.currency}`,
      ['strategy', ...parts.map((part) => costPartLooks[part].name), 'in all', '95 % interval'],
      bars.map(({ strategy, total, interval, pieces }) => [
        strategy,
        ...parts.map((part) => formatMoney(pieces.find((piece) => piece.part === part)?.amount ?? 0, '')),
        formatMoney(total, ''),
        interval === undefined ? '–' : intervalInWords(interval, (amount) => formatMoney(amount, '')),
      ]),
    ),
  };
}

function totalInWords(
  total: number,
  interval: { low: number; high: number } | undefined,
  money: (amount: number) => string,
): string {
  const span = interval && intervalInWords(interval, money);
  return span === undefined || span === money(total) ? money(total) : `${money(total)} (${span})`;
}

type Part = (typeof costParts)[number];

function captionOf(model: RunModel, parts: readonly Part[]): string {
  const { trafficPerSecond } = model.result.scenario.prices ?? {};
  const named = (some: readonly Part[]): string =>
    listInWords(some.filter((part) => parts.includes(part)).map((part) => costPartLooks[part].name));
  const [growing, standing] = [named(growingParts), named(standingParts)];
  const hasInterval = measuredStrategies(model).some(({ estimates }) => estimates.costPerMillion.interval);
  return [
    `Each bar is what a million requests of a strategy cost, all its trials together (${trialsInWords(model)}), ${trafficPerSecond === undefined ? `at the rate of requests that it was ${model.result.kind} at` : `at ${formatNumber(trafficPerSecond)} requests per second`}; each piece is what is paid for.`,
    ...(growing === ''
      ? []
      : [
          `The cost of ${growing} grows with the traffic${standing === '' ? '' : `; ${standing} are paid by the hour, so the more requests share them the less each pays`}.`,
        ]),
    ...(hasInterval
      ? ['The line below a bar’s end, and the figures in brackets, are the 95\u00a0% interval of its total.']
      : []),
    'What has no price costs nothing.',
  ].join(' ');
}
