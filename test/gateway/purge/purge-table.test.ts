import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  everythingName,
  keyName,
  mostPurgedNames,
  PurgeTable,
  prefixName,
  tagName,
} from '../../../src/gateway/purge/purge-table.ts';

function stored(purgesKnown: number, { key = 'k', url = 'http://o/a', tags = ['t'] as string[] } = {}) {
  return { key, url, response: { purgesKnown, tags } };
}

function tableOf(...purges: readonly [sequence: number, name: string, soft?: boolean][]): PurgeTable {
  const table = new PurgeTable();
  for (const [sequence, name, soft = false] of purges) table.note({ names: [name], soft, sequence });
  return table;
}

describe('PurgeTable', () => {
  it.each([keyName('k'), tagName('t'), prefixName('http://o/'), prefixName(''), everythingName])(
    'tells that %s was purged, of what was asked for before',
    (name) => {
      const table = tableOf([7, name]);
      expect(table.latest).toBe(7);
      expect(table.purgedAt(stored(6))).toEqual({ hard: 7, soft: 0 });
      expect(table.purgedAt(stored(7))).toEqual({ hard: 0, soft: 0 });
    },
  );

  it('tells apart what was purged hard and soft under the same name', () => {
    const table = tableOf([5, tagName('t')], [9, tagName('t'), true]);
    expect(table.purgedAt(stored(3))).toEqual({ hard: 5, soft: 9 });
    expect(table.purgedAt(stored(6))).toEqual({ hard: 0, soft: 9 });
  });

  it('does not go back to an older purge that is heard of later', () => {
    expect(tableOf([9, 'all'], [5, 'all']).purgedAt(stored(7))).toEqual({ hard: 9, soft: 0 });
  });

  it('takes for purged what is as old as a purge that it has forgotten', () => {
    const table = new PurgeTable();
    for (let at = 1; at <= mostPurgedNames + 2; at++)
      table.note({ names: [tagName(`${at}`)], soft: true, sequence: at });
    const unnamed = { tags: ['another'] };
    expect(table.purgedAt(stored(1, unnamed)).hard).toBe(2);
    expect(table.purgedAt(stored(2, unnamed)).hard).toBe(0);
    expect(table.purgedAt(stored(2, { tags: ['3'] })).soft).toBe(3);
  });

  it('matches prefixes as the beginnings of URLs, and of nothing else', () => {
    const text = fc.stringMatching(/^[ab/]{0,6}$/);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), text, (prefixes, url) => {
        const table = tableOf(
          ...prefixes.map((prefix, at) => [at + 1, prefixName(prefix)] as [number, string]),
        );
        const isMatched = prefixes.some((prefix) => url.startsWith(prefix));
        expect(table.purgedAt(stored(0, { url })).hard > 0).toBe(isMatched);
      }),
    );
  });
});
