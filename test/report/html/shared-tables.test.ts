import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareTables, withTables } from '../../../src/report/html/shared-tables.ts';

/** As a page carries it: through JSON. */
function carried(specs: unknown): unknown {
  return withTables(JSON.parse(JSON.stringify(shareTables(specs))));
}

describe('shared tables', () => {
  it('come back as they were, whatever they hold', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const rows = fc.array(fc.dictionary(fc.string(), value), { maxLength: 5 });
    const table = fc.record({ values: fc.oneof(rows, fc.array(fc.integer()), fc.constant({ signal: 'x' })) });
    const specs = fc.array(fc.record({ data: fc.oneof(table, fc.array(table)), axes: table }));
    fc.assert(
      fc.property(specs, (given) => {
        expect(carried(given)).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });

  it('are kept once, however many charts draw them', () => {
    const values = [
      { strategy: 'memory', ratio: 0.1 },
      { strategy: 'redis', ratio: 0.2 },
    ];
    const specs = { one: { data: [{ values }] }, other: { layer: [{ data: { values: [...values] } }] } };
    expect(shareTables(specs)).toMatchObject({
      tables: [{ fields: { strategy: 0, ratio: 1 } }],
      columns: [
        ['memory', 'redis'],
        [0.1, 0.2],
      ],
    });
  });

  it('keep a column once that several of them have, and a value once that comes often', () => {
    const tableOf = (text: string) =>
      Array.from({ length: 9 }, (_, index) => ({ strategy: 'memory of size 8', [text]: index }));
    const { tables, columns } = shareTables([{ values: tableOf('p50') }, { values: tableOf('p99') }]);
    expect(tables).toEqual([{ fields: { strategy: 0, p50: 1 } }, { fields: { strategy: 0, p99: 1 } }]);
    expect(columns[0]).toEqual({ distinct: ['memory of size 8'], order: Array(9).fill(0) });
  });

  it('keep every digit of a whole number, and six of any other', () => {
    const values = [{ count: 1_234_567_891, ratio: 1 / 3 }];
    expect(carried({ values })).toEqual({ values: [{ count: 1_234_567_891, ratio: 0.333333 }] });
  });
});
