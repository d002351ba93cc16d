import { type DataTable, plainTable } from '../../tables/data-table.ts';
import type { ComparisonModel } from '../comparison-model.ts';
import { type Difference, valueInWords } from '../differences.ts';
import { gateMeasured, type JudgedGate } from '../gates.ts';
import { startInWords, versionInWords } from '../run-names.ts';

/** Which runs are compared, each with the way to its own page. */
export function runsTable({ runs, overall }: ComparisonModel): DataTable {
  return {
    ...plainTable(
      'The runs that are compared',
      ['run', 'run id', 'began', 'made by', 'state', 'valid trials', 'scenario'],
      [],
    ),
    rows: runs.map(({ name, result, href }) => ({
      header: { text: name, href, detail: result === overall.baseline ? 'baseline' : undefined },
      cells: [
        { text: result.runId },
        { text: startInWords({ result }) },
        { text: versionInWords(result) },
        { text: result.state === 'running' ? 'unfinished' : result.state },
        { text: `${result.trials.filter(({ state }) => state === 'valid').length}` },
        { text: result.scenario.name },
      ],
    })),
    notes: runs.some(({ href }) => href !== undefined)
      ? ['The name of a run leads to its own page.']
      : ['None of the runs has a page of its own beside its Result: gatebench report makes one.'],
  };
}

/** How the bounds on changes turned out; undefined where none was given. */
export function gatesTable({ runs }: ComparisonModel, gates: readonly JudgedGate[]): DataTable | undefined {
  if (gates.length === 0) return undefined;
  return {
    ...plainTable(
      'Changes that are not to happen, from the first run to the last',
      ['bound', 'outcome', 'change'],
      gates.map((judged) => [judged.gate.text, judged.outcome, gateMeasured(judged)]),
    ),
    notes: [
      `A bound fails only where the whole 95 % interval of the change lies beyond it, and passes where all of it lies within${runs.length > 2 ? '; judged is the last run against the first' : ''}.`,
    ],
  };
}

/** What is not the same in the scenarios, in how they were measured, and in the surroundings; step by step. */
export function differencesTable({ runs, steps }: ComparisonModel): DataTable {
  const rows = steps.flatMap(({ other, likeness: { unlike, measuring, environment } }) => {
    const run = runs.find(({ result }) => result === other);
    const lines = (kind: string, differences: readonly Difference[]) =>
      differences.map((difference) => [
        difference.path,
        ...(runs.length > 2 ? [`${run?.name}`] : []),
        kind,
        valueInWords(difference.one),
        valueInWords(difference.other),
      ]);
    return [
      ...lines('the question', unlike),
      ...lines('how it was done', measuring),
      ...lines('the surroundings', environment),
    ];
  });
  return {
    ...plainTable(
      'What differs from one run to the next',
      ['setting', ...(runs.length > 2 ? ['from'] : []), 'part of', 'before', 'after'],
      rows,
    ),
    whenEmpty: 'Scenario, settings and surroundings are the same in all runs.',
  };
}
