import { describe, expect, it } from 'vitest';
import { hgrmDistributions } from '../../../src/report/export/hgrm.ts';
import { latencyOf, validMeasurements } from '../../../src/results/figures.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

/** A line of the distribution as HdrHistogram's plotters take it apart. */
function rowsOf(text: string): number[][] {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim().split(/ +/).map(Number))
    .filter((values) => values.length >= 3 && values.every(Number.isFinite));
}

describe('percentile distributions', () => {
  const result = aResult({
    repetitions: 2,
    strategies: [stateless, memory, { ...memory, name: 'memory hits', mode: 'memory' }],
  });
  const parts = hgrmDistributions(result);

  it('are there for all requests, for hits and for misses of each strategy, each under an id of its own', () => {
    expect(parts.map(({ id }) => id)).toEqual([
      'stateless',
      'stateless-misses',
      'memory',
      'memory-hits',
      'memory-misses',
      'memory-hits-2',
      'memory-hits-hits',
      'memory-hits-misses',
    ]);
  });

  it('have the heading, the columns and the end of HdrHistogram, in milliseconds', async () => {
    const text = (await parts.find(({ id }) => id === 'memory')?.text()) ?? '';
    const latency = latencyOf(validMeasurements(result, 'memory').map(({ measurement }) => measurement));
    expect(text).toMatch(/^ {7}Value {5}Percentile TotalCount 1\/\(1-Percentile\)\n\n/);
    const rows = rowsOf(text);
    for (const [value = 0, percentile = 0, count = 0, inverse] of rows) {
      expect(value * 1000).toBeCloseTo(latency.quantileUs(percentile), -1);
      expect(count / latency.count).toBeGreaterThanOrEqual(percentile - 1e-9);
      if (inverse !== undefined) expect(inverse * (1 - percentile)).toBeCloseTo(1, 1);
    }
    expect(rows.at(-1)).toEqual([latency.maxUs / 1000, 1, latency.count]);
    expect(text).toMatch(/\n#\[Mean +=.*\]\n#\[Max +=.*\]\n#\[Buckets =.*\]\n#\[Unit +=/);
    expect(text).toContain('milliseconds of latency, all requests, memory,');
  });
});
