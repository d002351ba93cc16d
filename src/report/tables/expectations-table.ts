import { expectationInWords, figureInWords } from '../expectation-in-words.ts';
import { judgeExpectations } from '../model/expectations.ts';
import type { RunModel } from '../model/run-model.ts';
import type { DataTable } from './data-table.ts';
import { plainTable } from './data-table.ts';

/** Which bounds of the scenario the run kept; undefined where it has none. */
export function expectationsTable({ result }: Pick<RunModel, 'result'>): DataTable | undefined {
  const judged = judgeExpectations(result);
  if (judged.length === 0) return undefined;
  return {
    ...plainTable(
      'What the scenario expects',
      ['expected', 'outcome', 'measured'],
      judged.map((each) => [
        expectationInWords(each.expectation, result),
        each.outcome,
        figureInWords(each, result),
      ]),
    ),
    notes: [
      'A bound is kept where the whole 95 % interval of the figure over the valid trials keeps it, and broken where none of it does.',
      ...(result.protocol.quick ? ['A quick run is for a look: too short to tell.'] : []),
    ],
  };
}
