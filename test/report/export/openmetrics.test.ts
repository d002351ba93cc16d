import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMetrics } from '../../../src/report/export/openmetrics.ts';
import { openMetricsText } from '../../../src/report/export/openmetrics-text.ts';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import { aResult, aSettledResult, memory, somePrices, stateless } from '../../support/a-result.ts';
import { parseOpenMetrics } from '../../support/parse-openmetrics.ts';

describe('a run as OpenMetrics', () => {
  const result = aSettledResult({
    strategies: [stateless, { ...memory, name: 'a "quoted\\\nname"', mode: 'memory' }],
    prices: somePrices({ perBackendCall: 0.001 }),
  });
  const families = parseOpenMetrics(openMetrics(result));
  const [, cached] = buildRunModel(result).strategies;

  it('has the figures of the report in base units, by strategy, scenario and run', () => {
    const [, sample] = families.get('gatebench_requests_per_second')?.samples ?? [];
    expect(sample?.labels).toEqual({
      scenario: 'quickstart',
      run: result.runId,
      strategy: 'a "quoted\\\nname"',
    });
    expect(sample?.value).toBeCloseTo(cached?.estimates.requestsPerSecond.value ?? 0, 0);
    const p99 = families
      .get('gatebench_latency_seconds')
      ?.samples.findLast(({ labels }) => labels['quantile'] === '0.99');
    expect(p99?.value).toBeCloseTo((cached?.estimates.p99.value ?? 0) / 1e6, 6);
  });

  it('keeps the bounds of the intervals apart from the figures', () => {
    const bounds = families.get('gatebench_hit_interval_ratio')?.samples;
    expect(bounds?.map(({ labels }) => labels['bound'])).toEqual(['low', 'high']);
    expect(bounds?.[0]?.value).toBeLessThanOrEqual(cached?.estimates.hitRatio.value ?? 0);
  });

  it('says in what currency, and leaves out what the run does not have', () => {
    expect(families.get('gatebench_cost_per_million_requests')?.samples[0]?.labels['currency']).toBe('USD');
    const unpriced = parseOpenMetrics(openMetrics(aResult({ repetitions: 1, seconds: 1 })));
    expect([...unpriced.keys()].filter((name) => /cost|interval/.test(name))).toEqual([]);
  });

  it('says of a run without a valid trial that it has none', () => {
    const text = openMetrics({ ...aResult({ repetitions: 1 }), trials: [] });
    expect([...parseOpenMetrics(text).keys()]).toEqual([
      'gatebench_run_info',
      'gatebench_trials',
      'gatebench_warnings',
    ]);
  });

  it('is read back as it was, whatever the labels and values are', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), value, (label, help, amount) => {
        const text = openMetricsText([{ name: 'it', help, samples: [{ labels: { label }, value: amount }] }]);
        const family = parseOpenMetrics(text).get('it');
        expect(family?.samples).toEqual([{ labels: { label }, value: amount + 0 }]);
      }),
    );
  });
});
