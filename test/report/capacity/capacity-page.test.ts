import { describe, expect, it } from 'vitest';
import { capacityFinding, capacityNotices } from '../../../src/report/capacity/capacity-finding.ts';
import { buildCapacityModel } from '../../../src/report/capacity/capacity-model.ts';
import { probeChart } from '../../../src/report/capacity/probe-chart.ts';
import { renderCapacityPage } from '../../../src/report/capacity/render-capacity-page.ts';
import { compileChart } from '../../../src/report/charts/compile-chart.ts';
import { renderSvg } from '../../../src/report/charts/render-svg.ts';
import { type Capacity, capacitySchema } from '../../../src/results/capacity.ts';
import { aCapacity, aStrategyCapacity } from '../../support/a-capacity.ts';

const complain = (message: string): never => {
  throw new Error(`Vega complains: ${message}`);
};
const script = { source: '', sha256: '' };
const finding = (capacity: Capacity) => capacityFinding(buildCapacityModel(capacity));
const titles = (capacity: Capacity) =>
  capacityNotices(buildCapacityModel(capacity)).map(({ title }) => title);

describe('the page of a capacity', () => {
  it('is made from a document that the schema allows', () => {
    expect(capacitySchema.safeParse(aCapacity()).success).toBe(true);
  });

  it('says the rate of each strategy, and how many times the baseline’s that is', () => {
    const { lead, details } = finding(aCapacity());
    expect(lead).toBe(
      'p99 < 50.0 ms and failures < 1.0 %: stateless keeps it up to 100/s and memory keeps it up to 400/s.',
    );
    // 400 / 105 to 420 / 100.
    expect(details[0]).toBe('memory bears 3.81–4.20 times the rate of stateless.');
    expect(titles(aCapacity())).toEqual([]);
  });

  it('claims no ratio, and warns, where the load generator was the limit or probes did not agree', () => {
    const [stateless, memory] = aCapacity().strategies;
    if (stateless === undefined || memory === undefined) throw new Error('There are no strategies.');
    const limited = aCapacity({ strategies: [stateless, { ...memory, limitedBy: 'generator' }] });
    expect(finding(limited).lead).toContain('memory keeps it up to at least 400/s');
    expect(finding(limited).details.join(' ')).not.toContain('times the rate');
    expect(titles(limited)).toEqual(['The load generator was the limit: memory']);
    const unsettled = aCapacity({ strategies: [stateless, { ...memory, state: 'unsettled' }] });
    expect(finding(unsettled).lead).toContain('400/s (a rough figure)');
    expect(titles(unsettled)).toEqual(['The probes did not agree: memory']);
  });

  it.each(aCapacity().objective)(
    'draws the probes for $metric as on file, without a warning',
    async (bound) => {
      const { id, question, draw } = probeChart(bound);
      const drawing = draw(buildCapacityModel(aCapacity()));
      if (drawing.state === 'empty') throw new Error(drawing.reason);
      expect(question).toMatch(/\?$/);
      expect(drawing.caption).toMatch(/^Each /);
      const spec = compileChart(drawing.spec, complain);
      await expect(`${JSON.stringify(spec, null, 1)}\n`).toMatchFileSnapshot(
        `../../golden/report/capacity/${id}.json`,
      );
      expect(await renderSvg(spec, complain)).not.toMatch(/NaN|undefined|Infinity/);
      expect(
        JSON.stringify(
          (
            spec.signals?.find(({ name }) => name === 'objectivePlace') as
              | { readonly bind?: unknown }
              | undefined
          )?.bind,
        ) ?? '',
      ).toBe(
        bound.metric === 'p99'
          ? '{"input":"range","name":"Objective for the 99th percentile response time:","min":0,"max":400,"step":1}'
          : '',
      );
    },
  );

  const hostile = '</script><img onerror=alert(1)>';
  const unusual: [string, Capacity][] = [
    [
      'a search that has not begun',
      aCapacity({
        state: 'running',
        strategies: [aStrategyCapacity('stateless', [], { state: 'searching' })],
      }),
    ],
    [
      'a strategy that failed',
      aCapacity({ strategies: [aStrategyCapacity('redis', [], { state: 'failed', reason: 'No Redis.' })] }),
    ],
    [
      'one that holds no rate',
      aCapacity({
        strategies: [aStrategyCapacity('stateless', [[1, 'breaks', 90]], { breaksPerSecond: 1 })],
      }),
    ],
    [
      'one that nothing breaks',
      aCapacity({
        strategies: [
          aStrategyCapacity('memory', [[100, 'holds', 2]], { holdsPerSecond: 100, limitedBy: 'generator' }),
        ],
      }),
    ],
    ['probes that are void', aCapacity({ strategies: [aStrategyCapacity('memory', [[100, 'void']])] })],
    ['a bound from below', aCapacity({ objective: [{ metric: 'hitRatio', operator: '>', value: 0.9 }] })],
    [
      'two bounds of one metric',
      aCapacity({
        objective: [
          { metric: 'p99', operator: '<', value: 5e3 },
          { metric: 'p99', operator: '>', value: 1 },
        ],
      }),
    ],
    ['a bound of nothing', aCapacity({ objective: [{ metric: 'p99', operator: '<', value: 0 }] })],
    [
      'hostile names',
      aCapacity({
        scenario: { name: hostile, question: hostile, source: hostile },
        strategies: [aStrategyCapacity(hostile, [[100, 'breaks', 90]], { breaksPerSecond: 100 })],
      }),
    ],
  ];

  it.each(unusual)('is written of %s', async (_, capacity) => {
    const page = await renderCapacityPage(capacity, script);
    // What is packed is letters in any order, which may spell NaN.
    expect(page.replace(/<script[^>]*>[\w+/=]+<\/script>/g, '')).not.toMatch(/NaN|Infinity|undefined/);
    expect(page).not.toContain('<img');
    for (const bound of capacity.objective) {
      const drawing = probeChart(bound).draw(buildCapacityModel(capacity));
      if (drawing.state === 'empty') expect(drawing.reason).toMatch(/^Nothing to draw: .+\.$/);
      else await renderSvg(compileChart(drawing.spec, complain), complain);
    }
  });
});
