import { formatDuration } from '../../support/units.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import type { DataTable } from './data-table.ts';
import { plainTable } from './data-table.ts';

/**
 * Shows the error of the backends that are played: the delays that they were told to give beside those that they gave; undefined
 * where all was simulated, and they gave just those.
 */
export function accuracyTable(model: RunModel): DataTable | undefined {
  if (model.result.kind === 'simulated') return undefined;
  const rows = measuredStrategies(model).flatMap((strategy) =>
    strategy.backends.map((backend) => [
      `${strategy.name}: ${backend.name}`,
      backend.calls.toLocaleString('en-GB'),
      formatDuration(backend.intended.p50Us),
      formatDuration(backend.actual.p50Us),
      formatDuration(backend.intended.p99Us),
      formatDuration(backend.actual.p99Us),
      formatDuration(backend.queueWait.p99Us),
    ]),
  );
  const headings = [
    'strategy: backend',
    'calls',
    'p50 meant',
    'p50 given',
    'p99 meant',
    'p99 given',
    'p99 of queueing',
  ];
  return {
    ...plainTable('Delays the simulated backends meant to give, and gave', headings, rows),
    notes: [
      'All trials of a strategy together. Queueing is the wait for a free place, before the delay begins.',
    ],
    whenEmpty: 'No backend was called in a valid trial.',
  };
}
