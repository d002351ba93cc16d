import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/report/charts/chart.ts';
import { hitsAndMisses } from '../../../src/report/charts/hits-and-misses.ts';
import { latency } from '../../../src/report/charts/latency.ts';
import { percentilePlot } from '../../../src/report/charts/percentile-plot.ts';
import { rateOverTime } from '../../../src/report/charts/rate-over-time.ts';
import { ratios } from '../../../src/report/charts/ratios.ts';
import { throughput } from '../../../src/report/charts/throughput.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, aSettledResult, memory, stateless } from '../../support/a-result.ts';

function drawn({ draw }: Chart, result: Result) {
  const drawing = draw(buildRunModel(result));
  if (drawing.state === 'empty') throw new Error(drawing.reason);
  return drawing;
}

const tiny = { repetitions: 1, seconds: 1 };

describe('the caption', () => {
  it.each([latency, percentilePlot])('of $id says that error responses are in its figures', (chart) => {
    expect(drawn(chart, aResult(tiny)).caption).toContain(
      'answered requests, error responses included, in 3',
    );
  });

  it('of hits and misses counts what its lanes hold, which is no error', () => {
    const result = aResult({ ...tiny, strategies: [stateless, { ...memory, errorRatio: 0.2 }] });
    const { caption, table } = drawn(hitsAndMisses, result);
    const [, answers] = /\(([\d,]+) answers in 2 valid trials\)/.exec(caption) ?? [];
    const counts = table.rows.map(({ cells }) => Number(cells[1]?.text.replaceAll(',', '')));
    expect(Number(answers?.replaceAll(',', ''))).toBe(counts.reduce((sum, count) => sum + count, 0));
  });

  it('of hits and misses speaks of waiting for another request only where one did', () => {
    const result = aResult({ ...tiny, strategies: [memory] });
    expect(drawn(hitsAndMisses, result).caption).not.toMatch(/Waiting/);
    const [trial] = result.trials;
    if (trial?.state !== 'valid') throw new Error('The builder makes valid trials.');
    const { miss, ...rest } = trial.measurement.outcomes;
    if (miss === undefined) throw new Error('A cache that answers 92 of 100 has misses.');
    const outcomes = { ...rest, collapsed: miss };
    const waited = { ...trial, measurement: { ...trial.measurement, outcomes } };
    expect(drawn(hitsAndMisses, { ...result, trials: [waited] }).caption).toMatch(/Waiting for a fetch/);
  });

  it('of the percentiles supposes cache hits only where there is a cache', () => {
    expect(drawn(percentilePlot, aResult(tiny)).caption).toMatch(/A step up may be where cache hits end/);
    const alone = aResult({ ...tiny, strategies: [stateless] });
    expect(drawn(percentilePlot, alone).caption).not.toMatch(/step|cache/);
  });

  it('of a chart over time tells what went wrong on purpose, and when', () => {
    const faults = [
      { name: 'Redis down', startUs: 2e5, endUs: 4e5, recoveryUs: 1e5, failed: 3 },
      { name: 'gateway restarted', startUs: 6e5, recoveryUs: null, failed: 3 },
    ];
    const { caption, spec } = drawn(rateOverTime, aResult({ ...tiny, faults }));
    expect(caption).toMatch(/Redis down from 0\.20 to 0\.40 s and gateway restarted at 0\.60 s\.$/);
    expect(JSON.stringify(spec)).toContain('"name":"Redis down"');
    expect(drawn(rateOverTime, aResult(tiny)).caption).not.toMatch(/wrong on purpose/);
  });

  it('of the ratios speaks of intervals only where there are any', () => {
    expect(drawn(ratios, aResult({ ...tiny, repetitions: 3 })).caption).toMatch(/95\u00a0% interval/);
    expect(drawn(ratios, aResult(tiny)).caption).not.toMatch(/interval/);
  });
});

describe('the chart of ratios', () => {
  it('has a lane for each comparison, with its verdict, and p-values in its table', () => {
    const { table } = drawn(ratios, aSettledResult({ strategies: [stateless, memory] }));
    expect(table.rows.map(({ cells }) => [cells[0]?.text, cells.at(-1)?.text])).toEqual([
      ['requests per second', 'better'],
      ['median latency', 'better'],
      ['99th percentile latency', 'better'],
      ['backend calls per 100 requests', 'better'],
    ]);
    expect(table.rows[0]?.cells[4]?.text).toBe('0.008');
  });

  it('compares medians and tails of response times in open loop, and leaves throughput out', () => {
    const open = { arrivals: { process: 'paced' as const, stages: [{ from: 9, to: 9 }] }, waitUs: 300 };
    const result = aResult({ ...tiny, strategies: [stateless, memory], open });
    expect(drawn(ratios, result).table.rows.map(({ cells }) => cells[0]?.text)).toEqual([
      'median response time',
      'backend calls per 100 requests',
    ]);
    expect(throughput.concerns?.(buildRunModel(result))).toBe(false);
  });
});
