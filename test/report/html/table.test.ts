import { describe, expect, it } from 'vitest';
import { tableElement } from '../../../src/report/html/table.ts';

function cellOf(detail: string): string {
  const page = tableElement({
    caption: 'Figures',
    headings: ['strategy', 'p99.9'],
    rows: [{ header: { text: 'redis' }, cells: [{ text: '169 ms', detail }] }],
    notes: [],
    whenEmpty: 'Nothing.',
  });
  return /<small>.*<\/small>/.exec(page.text)?.[0] ?? '';
}

describe('the interval under a figure', () => {
  it('may take two lines, one for each end, where its ends have units of their own', () => {
    expect(cellOf('123 ms – 2 min 44 s')).toBe('<small>123 ms –<wbr> 2 min 44 s</small>');
  });

  it('stays in one line where its ends share a unit', () => {
    expect(cellOf('112–188 ms')).toBe('<small>112–188 ms</small>');
  });
});
