import { describe, expect, it } from 'vitest';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { TableCell } from '../../../src/report/tables/data-table.ts';
import { mainTable } from '../../../src/report/tables/main-table.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, aSettledResult, memory, stateless } from '../../support/a-result.ts';

const wayward = [0.7, 1.4, 0.9, 1.2, 0.8, 1.1, 1, 1.3];

function cellOf(result: Result, strategy: string, heading: string): TableCell | undefined {
  const { headings, rows } = mainTable(buildRunModel(result));
  const row = rows.find(({ header }) => header.text === strategy);
  return row?.cells[headings.indexOf(heading) - 1];
}

describe('mainTable', () => {
  it('has a row for each strategy, the baseline first, whether or not it was measured', () => {
    const result = aResult({ repetitions: 1 });
    const trials = result.trials.filter(({ strategy }) => strategy !== 'redis');
    const { rows } = mainTable(buildRunModel({ ...result, trials }));
    expect(rows.map(({ header, cells }) => [header.text, cells[0]?.text, cells[2]?.text !== '–'])).toEqual([
      ['stateless', '1', true],
      ['memory', '1', true],
      ['redis', '0 of 1', false],
    ]);
  });

  it('marks the best value only where it is told apart from every other strategy', () => {
    expect(cellOf(aSettledResult(), 'memory', 'requests/s')?.mark).toBe('best');
    expect(cellOf(aSettledResult(), 'redis', 'requests/s')?.mark).toBeUndefined();
    const twins = aSettledResult({
      strategies: [stateless, memory, { ...memory, name: 'twin', factors: wayward }],
    });
    expect(cellOf(twins, 'memory', 'requests/s')?.mark).toBeUndefined();
    expect(cellOf(twins, 'twin', 'requests/s')?.mark).toBeUndefined();
  });

  it('marks what is not told apart from the baseline, and what is equivalent to it', () => {
    const swaying = { ...stateless, name: 'again', mode: 'stateless', factors: wayward };
    const result = aSettledResult({ strategies: [stateless, swaying] });
    expect(cellOf(result, 'again', 'requests/s')?.mark).toBe('unclear');
    expect(cellOf(result, 'again', '× baseline')?.mark).toBe('unclear');
    expect(cellOf(result, 'again', 'backend calls per 100')?.mark).toBe('equivalent');
    expect(cellOf(result, 'stateless', 'requests/s')?.mark).toBeUndefined();
  });

  it('marks nothing where the baseline has no such figure', () => {
    expect(cellOf(aSettledResult(), 'redis', 'hit ratio')?.mark).toBeUndefined();
  });

  it('gives the interval beside each mean', () => {
    expect(cellOf(aSettledResult(), 'memory', 'p50')?.detail).toMatch(/^\d+–\d+ µs$/);
    expect(cellOf(aSettledResult(), 'memory', '× baseline')?.detail).toMatch(/^[\d.]+–[\d.]+×$/);
    expect(cellOf(aResult({ repetitions: 1 }), 'memory', 'p50')?.detail).toBeUndefined();
  });

  it('compares median response times instead of throughput in open loop', () => {
    const open = { arrivals: { process: 'paced' as const, stages: [{ from: 50, to: 50 }] }, waitUs: 300 };
    const result = aSettledResult({ strategies: [stateless, memory], seconds: 1, open });
    expect(cellOf(result, 'memory', 'requests/s')?.mark).toBeUndefined();
    expect(cellOf(result, 'memory', 'p50 × baseline')?.text).toMatch(/^0\.0\d+×$/);
  });

  it('marks nothing as best after a single repetition', () => {
    const { rows } = mainTable(buildRunModel(aResult({ repetitions: 1 })));
    expect(rows.flatMap(({ cells }) => cells).some(({ mark }) => mark === 'best')).toBe(false);
  });

  it('explains the marks that it holds, and names the columns that are not compared', () => {
    const notes = (result: Result) => mainTable(buildRunModel(result)).notes.slice(1);
    expect(notes(aSettledResult()).at(-1)).toMatch(
      /^\* marks what is better .*; failed, p90, p95 and max are not compared, so they have no marks\.$/,
    );
    expect(notes(aResult({ repetitions: 1 })).at(-1)).toMatch(
      /^~ marks what is not told apart from stateless/,
    );
    expect(notes({ ...aResult(), trials: [] })).toEqual([]);
  });

  it('says of a percentile that there are too few answers for it, and how many it takes', () => {
    const result = aResult({ seconds: 1, connections: 2 });
    expect(cellOf(result, 'stateless', 'p99')?.text).toBe('too few');
    expect(cellOf(result, 'memory', 'p99')?.text).toMatch(/ ms$/);
    expect(cellOf(result, 'memory', 'p99.9')?.text).toBe('too few');
    expect(mainTable(buildRunModel(result)).notes.join(' ')).toContain('368 for p99 and 3,688 for p99.9');
  });

  it('leaves out in text the percentiles that only a page has room for, there without marks and told of in its notes', () => {
    const model = buildRunModel(aSettledResult());
    const [page, text] = [mainTable(model), mainTable(model, 'text')];
    expect(page.headings.slice(4, 10)).toEqual(['p50', 'p90', 'p95', 'p99', 'p99.9', 'max']);
    expect(text.headings.slice(4, 8)).toEqual(['p50', 'p99', 'p99.9', 'max']);
    expect(cellOf(aSettledResult(), 'memory', 'p95')).toMatchObject({
      text: expect.stringMatching(/ [mµ]s$/),
    });
    expect(cellOf(aSettledResult(), 'memory', 'p95')?.mark).toBeUndefined();
    expect(page.notes[0]).toMatch(/^p50, p90, p95, p99, p99\.9 and max are service times/);
    expect(text.notes[0]).toMatch(/^p50, p99, p99\.9 and max are service times/);
  });

  it('shows no hit ratio for a strategy without a cache', () => {
    expect(cellOf(aResult(), 'stateless', 'hit ratio')?.text).toBe('–');
    expect(cellOf(aResult(), 'memory', 'hit ratio')?.text).toMatch(/^9[12]\.\d %$/);
  });
});
