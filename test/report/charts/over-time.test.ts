import { describe, expect, it } from 'vitest';
import { compileChart } from '../../../src/report/charts/compile-chart.ts';
import { rateOverTime } from '../../../src/report/charts/rate-over-time.ts';
import { renderSvg } from '../../../src/report/charts/render-svg.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import { aResult, stateless } from '../../support/a-result.ts';

describe('a chart over time', () => {
  it('has whole seconds on its axis, up to the end of what it shows, and points amid their seconds', async () => {
    const drawing = rateOverTime.draw(buildRunModel(aResult({ strategies: [stateless], seconds: 2 })));
    if (drawing.state === 'empty') throw new Error(drawing.reason);
    const spec = compileChart(drawing.spec);
    expect(spec.scales?.find(({ name }) => name === 'x')).toMatchObject({ domain: [0, 2] });
    const [points] = (spec.data ?? []) as { values?: { seconds: number }[] }[];
    expect(points?.values?.map(({ seconds }) => seconds)).toEqual([0.5, 1.5]);
    const [labels = ''] = /role-axis-label.*?role-axis-title/s.exec(await renderSvg(spec)) ?? [];
    expect(labels.match(/>[^<]+<\/text>/g)).toEqual(['>0</text>', '>1</text>', '>2</text>']);
    expect(drawing.table.rows.map(({ cells }) => cells[0]?.text)).toEqual(['0–1', '1–2']);
  });
});
