import { describe, expect, it } from 'vitest';
import { summariseCell } from '../../../src/report/sweep/cell-summary.ts';
import { sweepCsv } from '../../../src/report/sweep/sweep-csv.ts';
import { terminalSweepReport } from '../../../src/report/sweep/sweep-report.ts';
import { sweepTable } from '../../../src/report/sweep/sweep-table.ts';
import { type SweepIndex, sweepIndexSchema } from '../../../src/results/sweep-index.ts';
import { aResult, memory, stateless } from '../../support/a-result.ts';

const index: SweepIndex = {
  format: 'gatebench-sweep',
  schemaVersion: 1,
  sweepId: '2026-11-23T10-00-00',
  state: 'interrupted',
  startedAt: '2026-11-23T10:00:00.000Z',
  generator: { version: '0.1.0' },
  command: 'gatebench run shop.yaml',
  scenario: { name: 'shop', question: 'Does it pay?', source: '' },
  settings: {},
  axes: [
    { path: 'gateway.cache.ttl', values: ['1s'] },
    { path: 'backends.api.body', values: ['1KiB', '=1+1', 'a,"b"'] },
  ],
  cells: ['1KiB', '=1+1', 'a,"b"'].map((body, place) => ({
    number: place + 1,
    values: ['1s', body],
    folder: `cells/${place + 1}-ttl-1s`,
    state: place < 2 ? ('complete' as const) : ('waiting' as const),
  })),
};

const measured = [1, 2].map((number) =>
  summariseCell(
    number,
    aResult({ strategies: [stateless, memory], repetitions: 6, seconds: 1, seed: number }),
  ),
);

describe('the report of a sweep', () => {
  it('has a row for each cell and the figures of each strategy, without columns that nobody has', () => {
    const { headings, rows } = sweepTable(index, measured);
    expect(headings).toEqual([
      'cell',
      'ttl',
      'body',
      'stateless requests/s',
      'memory requests/s',
      'memory hit ratio',
    ]);
    expect(
      rows.map(({ header, cells }) => [header.text, ...cells.slice(0, 2).map(({ text }) => text)]),
    ).toEqual([
      ['1', '1s', '1KiB'],
      ['2', '1s', '=1+1'],
      ['3', '1s', 'a,"b"'],
    ]);
    expect(rows[0]?.cells.map(({ mark }) => mark)).toEqual([
      undefined,
      undefined,
      undefined,
      'best',
      undefined,
    ]);
    expect(rows[2]?.cells.slice(2).map(({ text }) => text)).toEqual(['–', '–', '–']);
  });

  it('says what the marks mean, and that cells are missing', () => {
    const text = terminalSweepReport(index, measured, { colour: false });
    expect(text).toContain('* marks what is better than in every other strategy of the same cell');
    expect(text).toContain('1 of 3 cells are not measured to their end: go on with --resume.');
  });

  it('calls axes by their whole paths where their last parts are alike', () => {
    const alike = {
      ...index,
      axes: [
        { path: 'strategies[0].cache.ttl', values: ['1s'] },
        { path: 'strategies[1].cache.ttl', values: ['1s'] },
      ],
    };
    expect(sweepTable(alike, []).headings).toEqual([
      'cell',
      'strategies[0].cache.ttl',
      'strategies[1].cache.ttl',
    ]);
  });

  it('is a line for each strategy of each measured cell as CSV, which no spreadsheet takes for formulas', () => {
    const [head, ...lines] = sweepCsv(index, measured).trimEnd().split('\r\n');
    expect(head).toMatch(
      /^cell,gateway\.cache\.ttl,backends\.api\.body,strategy,validTrials,requestsPerSecond,p50Us,/,
    );
    expect(lines.map((line) => line.split(',').slice(0, 5).join(','))).toEqual([
      '1,1s,1KiB,stateless,6',
      '1,1s,1KiB,memory,6',
      "2,1s,'=1+1,stateless,6",
      "2,1s,'=1+1,memory,6",
    ]);
    const columns = (head as string).split(',').length;
    expect(lines.every((line) => line.split(',').length === columns)).toBe(true);
    expect(sweepCsv(index, [{ ...(measured[0] as (typeof measured)[0]), number: 3 }])).toContain(
      '3,1s,"a,""b""",',
    );
  });
});

describe('the index of a sweep', () => {
  it('must have a value for each axis in each cell, and no folder outside its own', () => {
    const [first, ...others] = index.cells;
    if (first === undefined) throw new Error('There is no cell.');
    expect(sweepIndexSchema.safeParse(index).success).toBe(true);
    expect(
      sweepIndexSchema.safeParse({ ...index, cells: [{ ...first, values: ['1s'] }, ...others] }).success,
    ).toBe(false);
    expect(
      sweepIndexSchema.safeParse({ ...index, cells: [{ ...first, folder: 'cells/../../etc' }] }).success,
    ).toBe(false);
    expect(sweepIndexSchema.safeParse({ ...index, schemaVersion: 2 }).success).toBe(false);
  });
});
