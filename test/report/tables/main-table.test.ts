import { describe, expect, it } from 'vitest';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import type { TableCell } from '../../../src/report/tables/data-table.ts';
import { mainTable } from '../../../src/report/tables/main-table.ts';
import type { Result } from '../../../src/results/result.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

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
    expect(cellOf(aResult(), 'memory', 'requests/s')?.mark).toBe('best');
    expect(cellOf(aResult(), 'redis', 'requests/s')?.mark).toBeUndefined();
    const twins = aResult({
      strategies: [stateless, memory, { ...memory, name: 'twin', factors: [1.3, 0.8, 1.1] }],
    });
    expect(cellOf(twins, 'memory', 'requests/s')?.mark).toBeUndefined();
    expect(cellOf(twins, 'twin', 'requests/s')?.mark).toBeUndefined();
  });

  it('marks what is not told apart from the baseline', () => {
    const swaying = { ...stateless, name: 'again', mode: 'stateless', factors: [0.7, 1.4, 0.9] };
    const result = aResult({ strategies: [stateless, swaying] });
    expect(cellOf(result, 'again', 'requests/s')?.mark).toBe('unclear');
    expect(cellOf(result, 'again', '× baseline')?.mark).toBe('unclear');
    expect(cellOf(result, 'stateless', 'requests/s')?.mark).toBeUndefined();
  });

  it('marks nothing as best after a single repetition', () => {
    const { rows } = mainTable(buildRunModel(aResult({ repetitions: 1 })));
    expect(rows.flatMap(({ cells }) => cells).some(({ mark }) => mark === 'best')).toBe(false);
  });

  it('explains the marks that it holds, and names the columns that are not compared', () => {
    const notes = (result: Result) => mainTable(buildRunModel(result)).notes.slice(1);
    expect(notes(aResult())).toEqual([
      expect.stringMatching(/^\* marks what is better .*; failed and max are not compared\.$/),
    ]);
    expect(notes(aResult({ repetitions: 1 }))).toEqual([
      expect.stringMatching(/^~ marks what is not told apart from stateless\. /),
    ]);
    expect(notes({ ...aResult(), trials: [] })).toEqual([]);
  });

  it('gives no thousandth of fewer than a thousand requests', () => {
    expect(cellOf(aResult({ seconds: 1, connections: 2 }), 'stateless', 'p99.9')?.text).toBe('–');
  });

  it('shows no hit ratio for a strategy without a cache', () => {
    expect(cellOf(aResult(), 'stateless', 'hit ratio')?.text).toBe('–');
    expect(cellOf(aResult(), 'memory', 'hit ratio')?.text).toMatch(/^9[12]\.\d %$/);
  });
});
