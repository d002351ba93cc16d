import { describe, expect, it } from 'vitest';
import { compileChart } from '../../../src/report/charts/compile-chart.ts';
import { liveCharts } from '../../../src/report/live/live-charts.ts';
import { liveData } from '../../../src/report/live/live-data.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import { aResult } from '../../support/a-result.ts';

describe('the charts of the trial under way', () => {
  const result = aResult();

  it('compile without a complaint, with a place for the points to come', () => {
    for (const { id, spec } of liveCharts(buildRunModel(result))) {
      const complaints: string[] = [];
      const { data } = compileChart(spec, (complaint) => complaints.push(complaint));
      expect({ id, complaints }).toEqual({ id, complaints: [] });
      expect(data?.filter(({ name }) => name === liveData)).toHaveLength(1);
    }
  });

  it('have the medians of the trials before it behind, and nothing before the first', () => {
    const mediansIn = (trials: typeof result.trials): number[] =>
      liveCharts(buildRunModel({ ...result, trials })).map(
        ({ spec }) =>
          (spec as unknown as { layer: { data: { values: unknown[] } }[] }).layer[1]?.data.values.length ?? 0,
      );
    expect(mediansIn([])).toEqual([0, 0, 0, 0]);
    expect(mediansIn(result.trials).filter((count) => count > 0).length).toBeGreaterThanOrEqual(3);
  });
});
