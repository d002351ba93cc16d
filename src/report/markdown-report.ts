import type { Result } from '../results/result.ts';
import { findingOf } from './finding/finding.ts';
import { fitMarkdown, type MarkdownBlock } from './fit-markdown.ts';
import { buildRunModel } from './model/run-model.ts';
import { type Notice, noticesOf } from './notices.ts';
import { decidingTables, type QuestionedTable, runTables } from './tables/all-tables.ts';
import type { DataTable } from './tables/data-table.ts';
import { escaped, markdownRows } from './tables/markdown-table.ts';

/** What GitHub takes as a comment. */
const mostCharacters = 65_536;

/** Nothing that anyone needs to read is longer; names may be of any length. */
const longestParagraph = 1000;

/** More findings, or warnings, would push the figures out of sight. */
const mostListed = 12;

/**
 * Question, answer, warnings and what is decided by, as Markdown for a pull request or a CI summary; the other tables folded
 * up below. It fits a comment, whatever the run.
 */
export function markdownReport(result: Result): string {
  const model = buildRunModel(result);
  const { lead, details } = findingOf(model);
  const shown: readonly QuestionedTable[] = [runTables.expectations, runTables.figures];
  const built = (tables: readonly QuestionedTable[]) =>
    tables.flatMap(({ question, build }) => {
      const table = build(model, 'text');
      return table === undefined ? [] : [{ question, table }];
    });
  const figures = runTables.figures.build(model, 'text');
  return fitMarkdown(
    [
      { name: 'the question', lines: [`**${paragraph(result.scenario.question)}**`] },
      { name: 'the answer', lines: [paragraph(lead)] },
      {
        name: 'the findings',
        lines: first(
          details.map((detail) => `- ${paragraph(detail)}`),
          '- ',
        ),
      },
      { name: 'the warnings', lines: first(noticesOf(model).map(noticeLine), '> - ') },
      ...built(shown).map(({ table }) => tableBlock(table)),
      {
        name: 'how to read it',
        ...folded('How to read the table'),
        lines: spaced(figures.notes.map(paragraph)),
      },
      ...built(decidingTables.filter((table) => !shown.includes(table))).map(({ question, table }) =>
        foldedTable(question, table),
      ),
    ],
    mostCharacters,
  );
}

function paragraph(text: string): string {
  return escaped(text.length > longestParagraph ? `${text.slice(0, longestParagraph)}…` : text);
}

/** The first of the lines, and how many more there are. */
function first(lines: readonly string[], beginning: string): readonly string[] {
  const more = lines.length - mostListed;
  if (more <= 0) return lines;
  return [...lines.slice(0, mostListed), `${beginning}… and ${more} more: the HTML report has them.`];
}

function noticeLine({ title, text, hint = '' }: Notice): string {
  return `> - **${paragraph(title)}.** ${paragraph(`${text} ${hint}`.trimEnd())}`;
}

function tableBlock(table: DataTable): MarkdownBlock {
  const { head, rows } = markdownRows(table);
  return rows.length === 0
    ? { name: 'a table', lines: [escaped(table.whenEmpty)] }
    : { name: `the table “${table.caption}”`, opening: head, lines: rows };
}

function foldedTable(question: string, table: DataTable): MarkdownBlock {
  const { opening = [], lines, name } = tableBlock(table);
  const { opening: begin, closing } = folded(question);
  return {
    name,
    opening: [...begin, ...opening],
    lines,
    closing: ['', ...spaced(table.notes.map(paragraph)), ...closing],
  };
}

/** What opens with a click on its title. Markdown inside HTML begins after an empty line. */
function folded(title: string) {
  return { opening: [`<details><summary>${title}</summary>`, ''], closing: ['', '</details>'] };
}

function spaced(paragraphs: readonly string[]): string[] {
  return paragraphs.flatMap((text, index) => (index === 0 ? [text] : ['', text]));
}
