import { describe, expect, it } from 'vitest';
import { allCharts } from '../../../src/report/charts/all-charts.ts';
import { figuresOf } from '../../../src/report/html/figure.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

const tiny = { repetitions: 1, seconds: 1, connections: 1 };
const poor: [string, Result][] = [
  ['no trial', { ...aResult(tiny), trials: [] }],
  ['no strategy', { ...aResult({ ...tiny, strategies: [] }), trials: [] }],
  [
    'only a baseline, without a cache, prices, writes and faults',
    aResult({ ...tiny, strategies: [stateless] }),
  ],
  [
    'nothing but errors',
    aResult({
      ...tiny,
      strategies: [
        { ...stateless, errorRatio: 1 },
        { ...memory, errorRatio: 1 },
      ],
    }),
  ],
  [
    'nothing answered within the time',
    aResult({
      ...tiny,
      strategies: [
        { ...stateless, missUs: 60e6 },
        { ...memory, hitUs: 60e6, missUs: 60e6 },
      ],
    }),
  ],
];

describe.each(poor)('a run with %s', (_, result) => {
  const model = buildRunModel(result);

  it.each(allCharts)('has marks in the chart $id, or is told why there are none', ({ draw }) => {
    const drawing = draw(model);
    if (drawing.state === 'empty') return expect(drawing.reason).toMatch(/^Nothing to draw: .+\.$/);
    expect(drawing.table.rows.length).toBeGreaterThan(0);
    expect(drawing.caption).toMatch(/^Each /);
    return expect(rowsOf(drawing.spec)).toBeGreaterThan(0);
  });

  it('has in its page, for each chart that concerns it, a drawing or a sentence', async () => {
    for (const { spec, element } of await figuresOf(allCharts, model)) {
      if (spec === undefined)
        expect(element.text).toMatch(/<p class="nothing">Nothing to draw: [^<]+\.<\/p>/);
      else expect(element.text).toContain('<svg');
    }
  });
});

/** How many data that belong to a strategy the specification holds. */
function rowsOf(spec: unknown): number {
  if (Array.isArray(spec)) return spec.reduce((sum: number, each) => sum + rowsOf(each), 0);
  if (spec === null || typeof spec !== 'object') return 0;
  return Number('strategy' in spec) + rowsOf(Object.values(spec));
}
