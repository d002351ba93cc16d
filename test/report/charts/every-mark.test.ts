import type { TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { buildCapacityModel } from '../../../src/report/capacity/capacity-model.ts';
import { probeChart } from '../../../src/report/capacity/probe-chart.ts';
import { allCharts } from '../../../src/report/charts/all-charts.ts';
import type { Drawing } from '../../../src/report/charts/chart.ts';
import { emphasis } from '../../../src/report/charts/strategy-channels.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import { aCapacity } from '../../support/a-capacity.ts';
import { aResult, memory, redis, somePrices, stateless } from '../../support/a-result.ts';

interface View {
  readonly mark?: unknown;
  readonly encoding?: Readonly<
    Record<string, { readonly field?: string; readonly condition?: unknown } | undefined>
  >;
  readonly layer?: readonly View[];
}

/** A view's marks, each with what it has from the views around it. */
function marksOf({ mark, encoding, layer = [] }: View, around: View['encoding'] = {}): View[] {
  const whole = { ...around, ...encoding };
  return [
    ...(mark === undefined ? [] : [{ mark, encoding: whole }]),
    ...layer.flatMap((each) => marksOf(each, whole)),
  ];
}

function strategyMarks(drawing: Drawing): View[] {
  if (drawing.state === 'empty') throw new Error(drawing.reason);
  return marksOf(drawing.spec as TopLevelSpec as View).filter(({ encoding = {} }) =>
    ['color', 'fill', 'stroke', 'shape', 'strokeDash'].some(
      (channel) => encoding[channel]?.field === 'strategy',
    ),
  );
}

const model = buildRunModel(
  aResult({
    seconds: 2,
    connections: 4,
    prices: somePrices({ perBackendCall: 4e-6, perGatewayNodeHour: 0.05, trafficPerSecond: 500 }),
    strategies: [
      { ...stateless, staleReads: 0 },
      { ...memory, staleReads: 0.05 },
      { ...redis, staleReads: 0.03 },
    ],
  }),
);

describe('a mark that has the looks of a strategy', () => {
  const drawings = [
    ...allCharts.map(({ id, draw }) => [id, draw(model)] as const),
    ...aCapacity().objective.map((bound) => {
      const { id, draw } = probeChart(bound);
      return [id, draw(buildCapacityModel(aCapacity()))] as const;
    }),
  ];

  it('is there to be looked at', () => {
    expect(drawings.flatMap(([, drawing]) => strategyMarks(drawing)).length).toBeGreaterThan(20);
  });

  it.each(drawings)('recedes in %s while the reader has picked another', (_, drawing) => {
    const { test } = emphasis().condition;
    const never = strategyMarks(drawing).filter(({ encoding }) => {
      const { condition } = encoding?.['opacity'] ?? {};
      return !JSON.stringify(condition ?? '').includes(JSON.stringify(test));
    });
    expect(never.map(({ mark }) => mark)).toEqual([]);
  });
});
