import { describe, expect, it } from 'vitest';
import { compileChart } from '../../../src/report/charts/compile-chart.ts';
import { hitRatioOverTime } from '../../../src/report/charts/hit-ratio-over-time.ts';
import { rateOverTime } from '../../../src/report/charts/rate-over-time.ts';
import { renderSvg } from '../../../src/report/charts/render-svg.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { Result } from '../../../src/results/result.ts';
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
});
