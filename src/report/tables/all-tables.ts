import type { RunModel } from '../model/run-model.ts';
import { accuracyTable } from './accuracy-table.ts';
import type { Medium } from './columns.ts';
import { costTable } from './cost-table.ts';
import type { DataTable } from './data-table.ts';
import { expectationTable } from './expectation-table.ts';
import { mainTable } from './main-table.ts';
import { recoveryTable } from './recovery-table.ts';
import { scheduleTable } from './schedule-table.ts';
import { stalenessTable } from './staleness-table.ts';
import { steadinessTable, surroundingsTable } from './surroundings-table.ts';

/** One question of the reader and the table that answers it. */
export interface QuestionedTable {
  /** Also the table's anchor in the page. */
  readonly id: string;
  readonly question: string;
  /** Undefined where it is not about anything in this run. */
  readonly build: (model: RunModel, medium?: Medium) => DataTable | undefined;
}

export const runTables = {
  expectations: { id: 'expectations', question: 'Were the expectations met?', build: expectationTable },
  figures: { id: 'figures', question: 'How do the strategies compare?', build: mainTable },
  staleness: { id: 'staleness-figures', question: 'How stale were the answers?', build: stalenessTable },
  recovery: {
    id: 'recovery',
    question: 'How did each strategy take what went wrong?',
    build: recoveryTable,
  },
  cost: { id: 'cost', question: 'What does it cost, and from where on does a cache pay?', build: costTable },
  schedule: { id: 'schedule', question: 'Were requests sent when they were due?', build: scheduleTable },
  accuracy: { id: 'accuracy', question: 'Did the backends keep to their delays?', build: accuracyTable },
  otherLoad: {
    id: 'other-load',
    question: 'Was the machine quiet, and were the figures steady?',
    build: surroundingsTable,
  },
  steadiness: { id: 'steadiness', question: 'Were the figures steady?', build: steadinessTable },
} as const satisfies Record<string, QuestionedTable>;

/** What is decided by: in the terminal and in Markdown. */
export const decidingTables: readonly QuestionedTable[] = [
  runTables.expectations,
  runTables.figures,
  runTables.staleness,
  runTables.recovery,
  runTables.cost,
];
