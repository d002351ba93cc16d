import { expect, it } from 'vitest';
import { expectationsTable } from '../../../src/report/tables/expectations-table.ts';
import { aResult } from '../../support/a-result.ts';

it('says of each bound whether it was kept, by the interval that decided', () => {
  const result = aResult({ repetitions: 8, seconds: 2 });
  const expectations = [
    { strategy: 'memory', metric: 'hitRatio', operator: '>=', value: 0.9 },
    { strategy: 'redis', metric: 'p50', operator: '<', value: 1000 },
    { strategy: 'memory', metric: 'staleReads', operator: '<=', value: 0 },
  ] as const;
  const table = expectationsTable({
    result: { ...result, scenario: { ...result.scenario, expect: expectations } },
  });
  const cells = table?.rows.map(({ header, cells }) => [header.text, ...cells.map(({ text }) => text)]);
  expect(cells).toEqual([
    ['memory.hitRatio >= 90.0 %', 'pass', expect.stringMatching(/^92\.\d % \(9\d\.\d % to 9\d\.\d %\)$/)],
    ['redis.p50 < 1.00 ms', 'fail', expect.stringMatching(/^\d\.\d\d ms \(.* ms to .* ms\)$/)],
    ['memory.staleReads <= 0 %', 'cannot tell', '–: no trial has such a figure'],
  ]);
});

it('is not there where a scenario expects nothing', () => {
  expect(expectationsTable({ result: aResult({ repetitions: 1 }) })).toBeUndefined();
});
