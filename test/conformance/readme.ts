import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownFailures } from './known-failures.ts';
import type { PublishedResults } from './published.ts';
import { type Score, scoreOf, totalScore } from './score.ts';
import type { TestSuite, Verdict } from './verdict.ts';

const file = join(process.cwd(), 'README.md');
const begin = '<!-- conformance: written by npm run conformance -- --write -->';
const end = '<!-- /conformance -->';

/** The part of the README between its markers. @throws where there is none */
export function readReadmeTable(): string {
  const [, table] = split(readFileSync(file, 'utf8'));
  return table;
}

export function writeReadmeTable(table: string): void {
  const [before, , after] = split(readFileSync(file, 'utf8'));
  writeFileSync(file, before + table + after);
}

function split(text: string): [before: string, table: string, after: string] {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`README.md has no ${begin} … ${end}`);
  const at = from + begin.length;
  return [text.slice(0, at), text.slice(at, to), text.slice(to)];
}

interface Column {
  readonly name: string;
  readonly version: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** Required and optimal tests that passed, suite by suite, ours beside what others published, and why some of ours do not. */
export function readmeTable(
  suites: readonly TestSuite[],
  ours: Readonly<Record<string, Verdict>>,
  published: readonly PublishedResults[],
): string {
  const columns: readonly Column[] = [{ name: '**gatebench**', version: '', verdicts: ours }, ...published];
  const counted = suites.filter((suite) => countedOf(scoreOf(suite, {})) > 0);
  const lines = [
    row(['', 'tests', ...columns.map(({ name, version }) => `${name} ${version}`.trim())]),
    row(['---', ...['tests', ...columns].map(() => '---:')]),
    ...counted.map((suite) => row(suiteCells(suite, columns))),
    row(totalCells('**required**', 'required', suites, columns)),
    row(totalCells('**optimal**', 'optimal', suites, columns)),
  ];
  const why = knownFailures.map(({ ids, why: reason }) => `- ${named(ids)} ${reason}.`);
  return `\n${[...lines, '', 'What does not pass, and why:', '', ...why].join('\n')}\n`;
}

function named(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function suiteCells(suite: TestSuite, columns: readonly Column[]): readonly string[] {
  const cells = columns.map(({ verdicts }) => {
    const isUntested = suite.tests.every(({ id }) => verdicts[id] === 'untested');
    return isUntested ? '–' : String(passedOf(scoreOf(suite, verdicts)));
  });
  return [suite.name, String(countedOf(scoreOf(suite, {}))), ...cells];
}

/** A cache that has not been through every suite has no total. */
function totalCells(
  name: string,
  kind: 'required' | 'optimal',
  suites: readonly TestSuite[],
  columns: readonly Column[],
): readonly string[] {
  const all = totalScore(suites, {})[kind].of;
  const cells = columns.map(({ verdicts }) => {
    const isWhole = suites.every(({ tests }) => tests.some(({ id }) => verdicts[id] !== 'untested'));
    return isWhole ? String(totalScore(suites, verdicts)[kind].passed) : '–';
  });
  return [name, String(all), ...cells];
}

function passedOf({ required, optimal }: Score): number {
  return required.passed + optimal.passed;
}

function countedOf({ required, optimal }: Score): number {
  return required.of + optimal.of;
}
