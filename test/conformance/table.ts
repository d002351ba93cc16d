import Table from 'cli-table3';
import { type Count, scoreOf, totalScore } from './score.ts';
import { kindOf, kinds, type TestSuite, type Verdict } from './verdict.ts';

type Verdicts = Readonly<Record<string, Verdict>>;

/** For a terminal: what passed in each suite, and what of the required and optimal tests did not. */
export function tableOf(suites: readonly TestSuite[], verdicts: Verdicts): string {
  const table = new Table({
    head: ['', ...kinds],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const suite of suites) {
    const score = scoreOf(suite, verdicts);
    table.push([suite.name, ...kinds.map((kind) => cell(score[kind]))]);
  }
  const total = totalScore(suites, verdicts);
  table.push(['all', ...kinds.map((kind) => cell(total[kind]))]);
  return `${table.toString()}\n${notPassed(suites, verdicts).join('\n')}\n`;
}

function cell({ passed, of }: Count): string {
  return of === 0 ? '' : `${passed}/${of}`;
}

function notPassed(suites: readonly TestSuite[], verdicts: Verdicts): readonly string[] {
  const tests = suites.flatMap((suite) => suite.tests);
  return tests
    .filter((test) => kindOf(test) !== 'check' && verdicts[test.id] !== 'pass')
    .map((test) => `${kindOf(test)}, ${verdicts[test.id]}: ${test.id}`);
}
