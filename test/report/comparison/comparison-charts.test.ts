import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/report/charts/chart.ts';
import { changedRatios, changedShares } from '../../../src/report/comparison/charts/changes.ts';
import { overRuns } from '../../../src/report/comparison/charts/over-runs.ts';
import { percentilesByRun } from '../../../src/report/comparison/charts/percentiles-by-run.ts';
import type { ComparisonModel } from '../../../src/report/comparison/comparison-model.ts';
import type { Result } from '../../../src/results/result.ts';
import { memory, redis, stateless } from '../../support/a-result.ts';
import {
  drawnOf,
  expectDrawnOrSaid,
  expectNoNameInExpressions,
  expectSpecOnFile,
  expectWords,
} from '../../support/chart-checks.ts';
import { aRunOf, compared } from '../../support/some-runs.ts';

const chartsOf = (model: ComparisonModel): Chart<ComparisonModel>[] => [
  changedRatios,
  changedShares,
  ...overRuns(model),
  ...percentilesByRun(model),
];

const few = { repetitions: 4, seconds: 1 };
const usual = compared(aRunOf(1, few), aRunOf(2, few), aRunOf(3, { ...few, slower: 1.5 }));

describe.each(chartsOf(usual).map((chart) => [chart.id, chart] as const))(
  'the chart %s',
  (_, { question, draw }) => {
    it('asks a question, says what a mark is, and has its figures in a table', () => {
      expectWords(question, drawnOf({ draw }, usual));
    });
  },
);

/** One of each kind, and not what differs from it in its data alone. */
const onFile = ['changed-times-and-rates', 'over-runs-p99', 'percentiles-2'];

describe.each(chartsOf(usual).filter(({ id }) => onFile.includes(id)))('the chart $id', ({ id, draw }) => {
  it('compiles to the Vega specification on file, without a warning', () =>
    expectSpecOnFile(drawnOf({ draw }, usual), `comparison/${id}`));
});

const tiny = { repetitions: 1, seconds: 1, connections: 1 };

describe.each<[string, Result[]]>([
  ['two runs of a trial each', [aRunOf(1, tiny), aRunOf(2, tiny)]],
  ['runs without a valid trial', [aRunOf(1, tiny), { ...aRunOf(2, tiny), trials: [] }]],
  [
    'runs of other strategies',
    [aRunOf(1, { ...tiny, strategies: [stateless] }), aRunOf(2, { ...tiny, strategies: [redis] })],
  ],
  ['only errors', [1, 2].map((n) => aRunOf(n, { ...tiny, strategies: [{ ...stateless, errorRatio: 1 }] }))],
  [
    'no answer at all',
    [1, 2].map((n) => aRunOf(n, { ...tiny, strategies: [{ ...stateless, missUs: 60e6 }] })),
  ],
  [
    'a very long name',
    [1, 2].map((n) => aRunOf(n, { ...tiny, strategies: [{ ...memory, name: 'long '.repeat(200) }] })),
  ],
  ['twenty runs', Array.from({ length: 20 }, (_, place) => aRunOf(place + 1, tiny))],
])('of %s', (_, results) => {
  it('every chart is drawn without a warning, or says why not', async () => {
    const model = compared(...results);
    for (const { draw } of chartsOf(model)) await expectDrawnOrSaid(draw(model));
  });
});

describe('a drawing of a comparison', () => {
  it('never puts a name into an expression', () => {
    const named = { strategies: [stateless, { ...memory, name: "'+alert(1)+'" }], ...tiny };
    const model = compared(aRunOf(1, named), aRunOf(2, named));
    for (const { draw } of chartsOf(model)) expectNoNameInExpressions(draw(model));
  });

  it('overlays the first and the last of many runs, and says so', () => {
    const model = compared(...Array.from({ length: 9 }, (_, place) => aRunOf(place + 1, tiny)));
    const [chart] = percentilesByRun(model);
    const drawing = chart?.draw(model);
    if (drawing?.state !== 'drawn') throw new Error('There is something to draw.');
    expect(drawing.legend.map(({ name }) => name)).toEqual([
      'run 1',
      'run 5',
      'run 6',
      'run 7',
      'run 8',
      'run 9',
    ]);
    expect(drawing.caption).toContain('Of 9 runs, the first and the last 5 are drawn.');
    const looks = drawing.legend.map(({ style: { dash, shape } }) => `${dash} ${shape}`);
    expect(new Set(looks).size).toBe(6);
  });
});
