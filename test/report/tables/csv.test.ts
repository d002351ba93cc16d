import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, tableCsv } from '../../../src/report/tables/csv.ts';
import { parseCsv } from '../../support/parse-csv.ts';

describe('comma-separated values', () => {
  it('are read back by a reader of RFC 4180 as they were, whatever the texts', () => {
    const safe = fc.string({ unit: 'binary' }).filter((text) => !/^[=+\-@\t\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(safe, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        expect(parseCsv(csv(rows))).toEqual(rows);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
    'leave no formula in the text %j for a spreadsheet to run',
    (formula) => {
      expect(parseCsv(csv([[formula, 1]]))).toEqual([[`'${formula}`, '1']]);
    },
  );

  it('leave numbers alone, and what is no number empty', () => {
    expect(csv([[-1.5, '-1.5', Number.NaN, undefined, true]])).toBe('-1.5,-1.5,,,true\r\n');
  });

  it('of a table have its marks and details in columns of their own, where there are any', () => {
    const table = {
      caption: '',
      headings: ['strategy', 'p99', 'failed'],
      rows: [
        { header: { text: 'stateless' }, cells: [{ text: '9 ms', detail: '8–10 ms' }, { text: '0 %' }] },
        { header: { text: '=cmd' }, cells: [{ text: '1 ms', mark: 'best' as const }, { text: '0 %' }] },
      ],
      notes: [],
      whenEmpty: '',
    };
    expect(parseCsv(tableCsv(table))).toEqual([
      ['strategy', 'p99', 'p99: detail', 'p99: mark', 'failed'],
      ['stateless', '9 ms', '8–10 ms', '', '0 %'],
      ["'=cmd", '1 ms', '', 'best', '0 %'],
    ]);
  });
});
