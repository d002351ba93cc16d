import { expect, it } from 'vitest';
import { buildRunModel } from '../../../src/report/model/run-model.ts';
import { expectationTable } from '../../../src/report/tables/expectation-table.ts';
import { aResult } from '../../support/a-result.ts';

it('says of each bound whether it was kept, by the interval that decided', () => {
  const result = aResult({ repetitions: 8, seconds: 2 });
  const expectations = [
    { strategy: 'memory', metric: 'hitRatio', operator: '>=', value: 0.9 },
    { strategy: 'redis', metric: 'p50', operator: '<', value: 1000 },
    { strategy: 'memory', metric: 'staleReads', operator: '<=', value: 0 },
  ] as const;
  const table = expectationTable(
    buildRunModel({ ...result, scenario: { ...result.scenario, expect: expectations } }),
  );
  const cells = table?.rows.map(({ header, cells }) => [header.text, ...cells.map(({ text }) => text)]);
  expect(cells).toEqual([
    [
      'memory',
      'hitRatio',
      '>= 90.0 %',
      expect.stringMatching(/^92\.\d %$/),
      expect.stringMatching(/^9\d\.\d–9\d\.\d %$/),
      'pass',
    ],
    [
      'redis',
      'p50',
      '< 1.00 ms',
      expect.stringMatching(/^\d\.\d\d ms$/),
      expect.stringMatching(/ ms$/),
      'fail',
    ],
    ['memory', 'staleReads', '<= 0 %', '–', '–', 'cannot tell: no trial has such a figure'],
  ]);
});

it('is not there where a scenario expects nothing', () => {
  expect(expectationTable(buildRunModel(aResult({ repetitions: 1 })))).toBeUndefined();
});
