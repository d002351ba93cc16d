import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/report/charts/chart.ts';
import { compileChart } from '../../../src/report/charts/compile-chart.ts';
import { hitRatioOverTime } from '../../../src/report/charts/hit-ratio-over-time.ts';
import { latencyOverTime } from '../../../src/report/charts/latency-over-time.ts';
import { rateOverTime } from '../../../src/report/charts/rate-over-time.ts';
import { renderSvg } from '../../../src/report/charts/render-svg.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Measurement, Result } from '../../../src/results/result.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

describe('a chart over time', () => {
  it('has whole seconds on its axis, up to the end of what it shows, and points amid their seconds', async () => {
    const drawing = rateOverTime.draw(buildRunModel(aResult({ strategies: [stateless], seconds: 2 })));
    if (drawing.state === 'empty') throw new Error(drawing.reason);
    const spec = compileChart(drawing.spec);
    const [points] = (spec.data ?? []) as { values?: { seconds: number }[] }[];
    expect(points?.values?.map(({ seconds }) => seconds)).toEqual([-1.5, -0.5, 0.5, 1.5]);
    const [labels = ''] = /role-axis-label.*?role-axis-title/s.exec(await renderSvg(spec)) ?? [];
    expect(labels.match(/>[^<]+<\/text>/g)).toEqual(
      ['−2', '−1', '0', '1', '2'].map((text) => `>${text}</text>`),
    );
    expect(drawing.table.rows.map(({ cells }) => cells[0]?.text)).toEqual([
      '-2 to -1',
      '-1 to 0',
      '0–1',
      '1–2',
    ]);
  });

  it('breaks a line where the figure is missing in between', async () => {
    const result = aResult({ strategies: [memory], repetitions: 1, seconds: 5 });
    const [trial] = result.trials;
    if (trial?.state !== 'valid') throw new Error('The builder makes valid trials.');
    const completed = trial.measurement.timeline.completed.map((count, second) => (second === 2 ? 0 : count));
    const timeline = { ...trial.measurement.timeline, completed, byOutcome: { hit: completed } };
    const broken = { ...trial, measurement: { ...trial.measurement, timeline } };
    const linesOf = async (trials: Result['trials']): Promise<number | undefined> => {
      const drawing = hitRatioOverTime.draw(buildRunModel({ ...result, trials }));
      if (drawing.state === 'empty') throw new Error(drawing.reason);
      const svg = await renderSvg(compileChart(drawing.spec));
      const [, line] = /<path[^>]* d="([^"]*)"[^>]* stroke-width="2"/.exec(svg) ?? [];
      return line?.match(/M/g)?.length;
    };
    expect(await linesOf([trial])).toBe(1);
    expect(await linesOf([broken])).toBe(2);
  });

  /** With every trial's measurement changed. */
  function withMeasurements(result: Result, change: (measurement: Measurement) => Measurement): Result {
    const trials = result.trials.map((trial) =>
      trial.state === 'valid' ? { ...trial, measurement: change(trial.measurement) } : trial,
    );
    return { ...result, trials };
  }

  function drawn(chart: Chart, result: Result) {
    const drawing = chart.draw(buildRunModel(result));
    if (drawing.state === 'empty') throw new Error(drawing.reason);
    return drawing;
  }

  it('draws Results without a warm-up, a 95th percentile and backend calls, and says what is missing', async () => {
    const old = withMeasurements(aResult({ seconds: 3 }), ({ warmupTimeline: _, ...measurement }) => {
      const { p95Us: __, backendCalls: ___, ...timeline } = measurement.timeline;
      return { ...measurement, timeline };
    });
    const { caption, table, spec } = drawn(latencyOverTime, old);
    expect(caption).toMatch(/Nothing was recorded of the 95th percentile latency\.$/);
    expect(caption).not.toMatch(/warm-up/);
    expect(table.headings).not.toContain('95th percentile latency');
    expect(await renderSvg(compileChart(spec))).not.toMatch(/NaN|warm-up|95th/);
    expect(drawn(hitRatioOverTime, old).caption).toMatch(
      /Nothing was recorded of the backend calls per second/,
    );
    expect(drawn(hitRatioOverTime, aResult({ seconds: 3 })).caption).not.toMatch(/Nothing was recorded/);
  });

  it('says that a warm-up of a cold start asked for other resources', () => {
    const result = aResult({ seconds: 2 });
    const cold = { ...result, scenario: { ...result.scenario, cache: 'cold' as const } };
    expect(drawn(rateOverTime, cold).caption).toMatch(
      /is the warm-up.* so the caches started empty after it/,
    );
    expect(drawn(rateOverTime, result).caption).not.toMatch(/started empty/);
  });

  it('tells from when on the figures no longer drifted, and of which strategies they did to the end', () => {
    const result = aResult({ strategies: [stateless, memory], repetitions: 2, seconds: 2 });
    const trials = result.trials.map((trial, index) => {
      if (trial.state !== 'valid') return trial;
      const fromUs = trial.strategy === 'memory' && index > 1 ? null : 5e5;
      return { ...trial, measurement: { ...trial.measurement, steady: { fromUs } } };
    });
    expect(drawn(rateOverTime, { ...result, trials }).caption).toMatch(
      /no longer drifted in any trial from 0\.50 s \(stateless\) on\. Of memory, 1 of 2 trials drifted to the end\./,
    );
  });

  it('keeps a peak of a long run, and at most 200 points a line, none of them drawn unseen without a script', async () => {
    const seconds = 3600;
    const long = withMeasurements(aResult({ repetitions: 1, seconds: 1 }), (measurement) => {
      const column = <T>(value: T) => Array.from({ length: 450 }, () => value);
      const p99Us = column<number | null>(5000).with(222, 900_000);
      const timeline = {
        intervalUs: 8e6,
        completed: column(80),
        byOutcome: {},
        failed: column(0),
        p50Us: column(900),
        p99Us,
      };
      return { ...measurement, window: { durationUs: seconds * 1e6, answered: 36_000 }, timeline };
    });
    const { table, spec } = drawn(latencyOverTime, long);
    expect(table.rows.length).toBeLessThanOrEqual(3 * 200);
    expect(table.rows.filter(({ cells }) => cells[1]?.text === '900 ms')).toHaveLength(3);
    const svg = await renderSvg(compileChart(spec));
    expect(svg.match(/mark-symbol/g) ?? []).toEqual([]);
    expect(svg).toContain('mark-line');
  });

  it('lays trials of unequal length over one another, each as far as it lasted', () => {
    const result = aResult({ strategies: [stateless], repetitions: 2, seconds: 4 });
    const [first, second] = result.trials;
    if (first?.state !== 'valid') throw new Error('The builder makes valid trials.');
    const window = { ...first.measurement.window, durationUs: 2e6 };
    const short = { ...first, measurement: { ...first.measurement, window } };
    const [strategy] = buildRunModel({ ...result, trials: [short, ...(second ? [second] : [])] }).strategies;
    expect(
      strategy?.timeline.map(({ startSeconds, requestsPerSecond }) => [startSeconds, requestsPerSecond?.n]),
    ).toEqual([
      [-2, 2],
      [-1, 2],
      [0, 2],
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
  });
});
