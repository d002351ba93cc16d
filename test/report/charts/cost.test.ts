import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/report/charts/chart.ts';
import { cost } from '../../../src/report/charts/cost.ts';
import { costOverTraffic } from '../../../src/report/charts/cost-over-traffic.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Prices } from '../../../src/results/result.ts';
import { aResult, memory, redis, somePrices, stateless } from '../../support/a-result.ts';

const priced = somePrices({
  perBackendCall: 4e-6,
  perGatewayNodeHour: 0.05,
  perRedisNodeHour: 0.25,
  trafficPerSecond: 500,
});

function modelWith(prices: Prices | undefined) {
  const strategies = [stateless, memory, redis];
  return buildRunModel(aResult({ strategies, repetitions: 2, seconds: 1, prices }));
}

function drawn({ draw }: Chart, prices: Prices) {
  const drawing = draw(modelWith(prices));
  if (drawing.state === 'empty') throw new Error(drawing.reason);
  return drawing;
}

/** All data of a drawing that have the field. */
function dataWith(spec: object, field: string): Record<string, number & string>[] {
  const found: Record<string, number & string>[] = [];
  JSON.stringify(spec, (key, value) => {
    if (key === 'values' && Array.isArray(value))
      found.push(...value.filter((each) => field in Object(each)));
    return value;
  });
  return found;
}

describe('the chart of costs', () => {
  it('has pieces that make up what a million requests cost', () => {
    const { spec } = drawn(cost, priced);
    for (const { name, cost: costs } of modelWith(priced).strategies) {
      const pieces = dataWith(spec, 'part').filter(({ strategy }) => strategy === name);
      expect(pieces.at(-1)?.['to']).toBeCloseTo(costs?.cost.perMillionRequests ?? Number.NaN, 9);
    }
    const parts = dataWith(spec, 'part').map(({ strategy, part }) => `${strategy}: ${part}`);
    expect(parts.filter((part) => part.endsWith('Redis'))).toEqual(['redis: Redis']);
  });

  it('is about nothing without prices, and says so where nothing that was used has one', () => {
    expect(cost.concerns?.(modelWith(undefined))).toBe(false);
    expect(cost.draw(modelWith(somePrices({})))).toMatchObject({
      state: 'empty',
      reason: 'Nothing to draw: nothing that was used has a price.',
    });
  });
});

describe('the chart of costs over traffic', () => {
  it('lets a strategy cross the baseline where break-even is, and both cost the same there', () => {
    const { spec } = drawn(costOverTraffic, priced);
    const [crossing] = dataWith(spec, 'nameText');
    const expected = modelWith(priced).strategies[2]?.cost?.breakEven?.traffic;
    expect(expected).toMatchObject({ kind: 'above' });
    expect(crossing).toMatchObject({ strategy: 'redis', traffic: (expected as { value: number }).value });
    const line = dataWith(spec, 'traffic').filter(
      (point) => point['strategy'] === 'stateless' && !('text' in point),
    );
    const [before, after] = [
      line.findLast(({ traffic }) => Number(traffic) <= Number(crossing?.['traffic'])),
      line.find(({ traffic }) => Number(traffic) > Number(crossing?.['traffic'])),
    ];
    expect(crossing?.['cost']).toBeLessThanOrEqual(before?.['cost'] ?? Number.NaN);
    expect(crossing?.['cost']).toBeGreaterThanOrEqual(after?.['cost'] ?? Number.NaN);
  });

  it('is about nothing where no line crosses that of the baseline', () => {
    expect(costOverTraffic.concerns?.(modelWith(priced))).toBe(true);
    expect(costOverTraffic.concerns?.(modelWith(somePrices({ perBackendCall: 1 })))).toBe(false);
    expect(costOverTraffic.concerns?.(modelWith(undefined))).toBe(false);
  });
});
