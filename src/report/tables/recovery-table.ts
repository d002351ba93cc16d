import { formatDuration, formatNumber } from '../../support/units.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { type DataTable, plainTable } from './data-table.ts';

/** How strategies took what went wrong on purpose; undefined where nothing did. */
export function recoveryTable(model: RunModel): DataTable | undefined {
  const rows = measuredStrategies(model).flatMap(({ name, recoveries }) =>
    recoveries.map(({ fault, startSeconds, trials, recovered, medianUs, longestUs, failedPerTrial }) => [
      name,
      fault,
      `${formatNumber(startSeconds)} s`,
      `${recovered} of ${trials}`,
      recovered === 0 ? '–' : formatDuration(medianUs),
      recovered === 0 ? '–' : formatDuration(longestUs),
      formatNumber(failedPerTrial),
    ]),
  );
  if (rows.length === 0) return undefined;
  return {
    ...plainTable(
      'How long the traces of each fault could be seen',
      [
        'strategy',
        'fault',
        'at',
        'trials recovered',
        'recovery, median',
        'recovery, longest',
        'failed per trial',
      ],
      rows,
    ),
    notes: [
      'Recovery is the time from the end of a fault until latency and failures were as before it; “trials recovered” counts those in which that happened before the trial ended. Failed: requests that failed from its start until recovery.',
    ],
  };
}
