import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { BreakEven } from '../../results/break-even.ts';
import { growingParts, standingParts } from '../../results/cost.ts';
import { formatFactor, formatMoney, formatNumber } from '../../support/units.ts';
import type { CostModel } from '../model/cost.ts';
import { measuredStrategies, type RunModel, type StrategyModel } from '../model/run-model.ts';
import { plainTable } from '../tables/data-table.ts';
import { nameInWords } from '../wording.ts';
import type { Chart, Drawing } from './chart.ts';
import { commonParts } from './config.ts';
import { stepsAround } from './latency-axis.ts';
import { type LabelPlace, placeLabels } from './place-labels.ts';
import { trialsInWords } from './samples.ts';
import { emphasis, strategyChannels } from './strategy-channels.ts';
import { measureText } from './text-width.ts';

/** About nothing where no strategy's line crosses the baseline's. */
export const costOverTraffic: Chart = {
  id: 'cost-over-traffic',
  question: 'From how much traffic on does each strategy pay?',
  concerns: (model) => linesOf(model).some(({ crossing }) => crossing !== undefined),
  draw: drawCostOverTraffic,
};

/** What a strategy costs at any traffic, were a request to take what it took in the trials. */
interface Line {
  readonly strategy: StrategyModel;
  readonly cost: CostModel;
  /** What a million requests cost whatever the traffic, and what a month does. */
  readonly growingPerMillion: number;
  readonly standingPerMonth: number;
  readonly costAt: (trafficPerSecond: number) => number;
  /** The traffic at which it costs as much as the baseline; undefined where that is never, or far from any that is told of. */
  readonly crossing: number | undefined;
}

const height = 320;
const pointsPerLine = 49;
const fontSize = 12.5;

/** Fonts differ: what is measured as Helvetica may be drawn in a wider one. */
const widestFont = 1.15;

/** A crossing so many times more or less than the traffic that is told for is beyond what anyone would ask. */
const farthestCrossing = 1000;

/** Of lines and crossings, how much further the axis reaches to both sides. */
const beyond = 5;

function drawCostOverTraffic(model: RunModel): Drawing {
  const { prices } = model.result.scenario;
  const [baseline] = model.strategies;
  const lines = linesOf(model);
  if (prices === undefined || baseline === undefined || lines.length === 0)
    return { state: 'empty', reason: 'Nothing to draw: nothing that was used has a price.' };
  const told = lines.flatMap(({ crossing, cost }) => [
    crossing ?? cost.cost.trafficPerSecond,
    cost.cost.trafficPerSecond,
  ]);
  const steps = stepsAround(Math.min(...told) / beyond, Math.max(...told) * beyond);
  const [least, most] = [steps[0] ?? 1, steps.at(-1) ?? 10];
  const traffics = Array.from(
    { length: pointsPerLine },
    (_, point) => least * (most / least) ** (point / (pointsPerLine - 1)),
  );
  const values = lines.flatMap(({ strategy, costAt }) =>
    traffics.map((traffic) => ({
      strategy: strategy.name,
      traffic: significant(traffic),
      cost: significant(costAt(traffic)),
    })),
  );
  const costs = values.map((value) => value.cost);
  const costSteps = stepsAround(Math.min(...costs), Math.max(...costs));
  const x = logChannel('traffic', 'requests per second, steadily (log)', steps);
  const y = logChannel('cost', `cost of a million requests (log), ${prices.currency}`, costSteps);
  const crossings = lines.flatMap(({ strategy, crossing, cost, costAt }) =>
    crossing === undefined
      ? []
      : [
          {
            ...{ strategy: strategy.name, traffic: crossing, cost: costAt(crossing) },
            text: `${formatFactor(crossing)}/s`,
            nameText: `${strategy.name} ${cost.breakEven?.traffic?.kind === 'below' ? 'up to' : 'from'} ${formatFactor(crossing)}/s`,
          },
        ],
  );
  const placesOf = (field: 'text' | 'nameText'): LabelPlace[] | undefined =>
    placeLabels(
      crossings.map(({ traffic, cost, [field]: text }) => ({
        across: placeIn(steps, traffic),
        down: (1 - placeIn(costSteps, cost)) * height,
        width: measureText({ fontSize, fontWeight: 600 }, text) * widestFont,
      })),
      height,
    );
  const named = placesOf('nameText');
  const places = named ?? placesOf('text');
  const { color, shape, strokeDash } = strategyChannels(model.strategies);
  const at = { align: { expr: 'datum.align' }, dx: { expr: 'datum.dx' }, dy: { expr: 'datum.dy' } };
  return {
    state: 'drawn',
    spec: {
      ...commonParts,
      height,
      layer: [
        {
          data: { values },
          mark: { type: 'line', strokeWidth: 2 },
          encoding: { x, y, color, strokeDash, opacity: emphasis() },
        },
        {
          data: {
            values: lines.map(({ strategy, cost: { cost } }) => ({
              ...{ strategy: strategy.name, traffic: cost.trafficPerSecond, cost: cost.perMillionRequests },
              text: formatMoney(cost.perMillionRequests, prices.currency),
            })),
          },
          mark: { type: 'point', filled: true, size: 75 },
          encoding: {
            ...{ x, y, color, shape, opacity: emphasis() },
            tooltip: [
              { field: 'strategy', type: 'nominal' },
              { field: 'traffic', type: 'quantitative', title: 'requests per second', format: ',.3~r' },
              { field: 'text', type: 'nominal', title: 'a million requests' },
            ],
          },
        },
        {
          data: { values: crossings.map((crossing, index) => ({ ...crossing, ...places?.[index] })) },
          layer: [
            {
              mark: { type: 'point', shape: 'circle', size: 130, strokeWidth: 2, color: 'var(--chart-text)' },
              encoding: {
                ...{ x, y, opacity: emphasis() },
                tooltip: [
                  { field: 'strategy', type: 'nominal' },
                  { field: 'text', type: 'nominal', title: 'as dear as the baseline at' },
                ],
              },
            },
            ...(places === undefined
              ? []
              : [
                  // Paper around the letters, or a line that runs through them would strike them out.
                  {
                    mark: {
                      ...({ type: 'text', baseline: 'middle', fontWeight: 600, fontSize, ...at } as const),
                      ...({ stroke: 'var(--chart-paper)', strokeWidth: 5, strokeJoin: 'round' } as const),
                    },
                    encoding: {
                      x,
                      y,
                      text: { field: named === undefined ? 'text' : 'nameText', type: 'nominal' },
                    } as const,
                  },
                  {
                    mark: { type: 'text', baseline: 'middle', fontWeight: 600, fontSize, ...at } as const,
                    encoding: {
                      x,
                      y,
                      text: { field: named === undefined ? 'text' : 'nameText', type: 'nominal' },
                      opacity: emphasis(),
                    } as const,
                  },
                ]),
          ],
        },
      ],
    },
    caption: `Each line is what a million requests of one strategy would cost at any steady traffic, reckoned from what a request took in ${trialsInWords(model)}: what is paid for each request stays, what is paid by the hour is shared by all. The filled marks are the traffic that the costs above are told for; at a ring, with its requests per second, a strategy costs as much as ${nameInWords(baseline.name)}. It supposes as many nodes as were ${model.result.kind}, whether or not they carry that traffic, and the hit ratio that was ${model.result.kind}, though a cache that is asked less often hits less often. Both axes are logarithmic.`,
    legend: lines.map(({ strategy }) => strategy),
    table: plainTable(
      `What a strategy’s cost is made of, in ${prices.currency}`,
      [
        'strategy',
        'a million requests',
        'a month, whatever the traffic',
        `costs less than ${nameInWords(baseline.name)}`,
      ],
      lines.map(({ strategy, cost, growingPerMillion, standingPerMonth }) => [
        strategy.name,
        formatMoney(growingPerMillion, ''),
        formatMoney(standingPerMonth, ''),
        whenCheaper(cost.breakEven?.traffic),
      ]),
    ),
  };
}

/** Of the strategies that cost anything: nothing has no place on a logarithmic axis. */
function linesOf(model: RunModel): Line[] {
  return measuredStrategies(model).flatMap((strategy): Line[] => {
    const { cost } = strategy;
    if (cost === undefined || cost.cost.perMonth <= 0) return [];
    const { perMonth, perMillionRequests, partsPerMonth, trafficPerSecond } = cost.cost;
    const growing = growingParts.reduce((sum, part) => sum + partsPerMonth[part], 0);
    const standing = standingParts.reduce((sum, part) => sum + partsPerMonth[part], 0);
    const perMillion = (amount: number): number => (amount / perMonth) * perMillionRequests;
    return [
      {
        ...{ strategy, cost, growingPerMillion: perMillion(growing), standingPerMonth: standing },
        costAt: (traffic) => perMillion(growing) + (perMillion(standing) * trafficPerSecond) / traffic,
        crossing: crossingOf(cost),
      },
    ];
  });
}

function crossingOf({ breakEven, cost: { trafficPerSecond } }: CostModel): number | undefined {
  const { traffic } = breakEven ?? {};
  if (traffic === undefined || !('value' in traffic)) return undefined;
  const factor = traffic.value / trafficPerSecond;
  return factor > 1 / farthestCrossing && factor < farthestCrossing ? traffic.value : undefined;
}

function whenCheaper(traffic: BreakEven | undefined): string {
  if (traffic === undefined) return '–';
  return 'value' in traffic ? `${traffic.kind} ${formatNumber(traffic.value)} requests/s` : traffic.kind;
}

function logChannel(field: string, title: string, steps: number[]): PositionFieldDef<string> {
  const decades = steps.filter((step) => Number.isInteger(Math.log10(step)));
  return {
    ...{ field, title },
    type: 'quantitative',
    scale: { type: 'log', domain: [steps[0] ?? 1, steps.at(-1) ?? 10], nice: false },
    axis: {
      values: steps.length > 8 ? decades : steps,
      format: ',~r',
      tickCount: { expr: 'ceil(width / 60)' },
    },
  };
}

/** How far along a logarithmic axis with these steps a value lies; 0–1. */
function placeIn(steps: readonly number[], value: number): number {
  const [least, most] = [steps[0] ?? 1, steps.at(-1) ?? 10];
  return Math.log(value / least) / Math.log(most / least);
}

function significant(value: number): number {
  return Number(value.toPrecision(5));
}
