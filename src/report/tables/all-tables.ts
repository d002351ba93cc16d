import type { RunModel } from '../model/run-model.ts';
import { accuracyTable } from './accuracy-table.ts';
import { costTable } from './cost-table.ts';
import type { DataTable } from './data-table.ts';
import { expectationTable } from './expectation-table.ts';
import { mainTable } from './main-table.ts';
import { recoveryTable } from './recovery-table.ts';
import { scheduleTable } from './schedule-table.ts';
import { stalenessTable } from './staleness-table.ts';
import { surroundingsTable } from './surroundings-table.ts';

/** One question of the reader and the table that answers it. */
export interface QuestionedTable {
  /** Also the table's anchor in the page. */
  readonly id: string;
  readonly question: string;
  /** Undefined where it is not about anything in this run. */
  readonly build: (model: RunModel) => DataTable | undefined;
}

/** What is decided by: before the charts, and in the terminal. */
export const decidingTables: readonly QuestionedTable[] = [
  { id: 'expectations', question: 'Were the expectations met?', build: expectationTable },
  { id: 'figures', question: 'How do the strategies compare?', build: mainTable },
  { id: 'staleness-figures', question: 'How stale were the answers?', build: stalenessTable },
  { id: 'recovery', question: 'How did each strategy take what went wrong?', build: recoveryTable },
  { id: 'cost', question: 'What does it cost, and from where on does a cache pay?', build: costTable },
];

/** What the figures stand on: after the charts. */
export const trustTables: readonly QuestionedTable[] = [
  { id: 'schedule', question: 'Were requests sent when they were due?', build: scheduleTable },
  { id: 'accuracy', question: 'Did the backends keep to their delays?', build: accuracyTable },
  {
    id: 'other-load',
    question: 'Was the machine quiet, and were the figures steady?',
    build: surroundingsTable,
  },
];
