import { expect, it } from 'vitest';
import { tableElement } from '../../../src/report/html/table.ts';
import { plainTable } from '../../../src/report/tables/data-table.ts';
import { markdownTable } from '../../../src/report/tables/markdown-table.ts';
import { terminalTable } from '../../../src/report/tables/terminal-table.ts';

it('A table without rows says why, in the page, in Markdown and in a terminal', () => {
  const empty = { ...plainTable('Nothing', ['strategy', 'p99'], []), whenEmpty: 'No trial was valid.' };
  expect(markdownTable(empty)).toBe('No trial was valid.');
  expect(terminalTable(empty, { colour: false })).toBe('No trial was valid.');
  expect(tableElement(empty).text).toContain('No trial was valid.');
});
