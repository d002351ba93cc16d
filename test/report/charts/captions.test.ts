import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/report/charts/chart.ts';
import { hitsAndMisses } from '../../../src/report/charts/hits-and-misses.ts';
import { latency } from '../../../src/report/charts/latency.ts';
import { percentilePlot } from '../../../src/report/charts/percentile-plot.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

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
});
