import { formatterOf } from '../metric-words.ts';
import { judgeExpectations } from '../model/expectations.ts';
import type { RunModel } from '../model/run-model.ts';
import { intervalInWords } from '../wording.ts';
import { type DataTable, plainTable } from './data-table.ts';

/** Whether the run kept the bounds that its scenario expects; undefined where it expects nothing. */
export function expectationTable({ result }: RunModel): DataTable | undefined {
  const judged = judgeExpectations(result);
  if (judged.length === 0) return undefined;
  return {
    ...plainTable(
      'Bounds of the scenario, judged by the 95 % interval',
      ['strategy', 'figure', 'expected', result.kind, 'interval', 'verdict'],
      judged.map(({ expectation, outcome, estimate, reason }) => {
        const { strategy, metric, operator, value } = expectation;
        const format = formatterOf(metric, result);
        return [
          strategy,
          // As the scenario names it: in words, it would push the rest off the screen.
          metric,
          `${operator} ${format(value)}`,
          format(estimate.value),
          estimate.interval === undefined ? '–' : intervalInWords(estimate.interval, format),
          reason === undefined ? outcome : `${outcome}: ${reason}`,
        ];
      }),
    ),
    notes: [
      'pass: the whole interval keeps the bound; fail: none of it does; anything else cannot be told yet.',
    ],
  };
}
