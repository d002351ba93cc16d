import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import type { DataTable } from './data-table.ts';

/** How requests kept to their times, and what of the response time was waiting to be sent; undefined in closed loop. */
export function scheduleTable(model: RunModel): DataTable | undefined {
  const rows = measuredStrategies(model).flatMap(({ name, style, schedule }) => {
    if (schedule === undefined) return [];
    const { response, service, queuedRatio, mostQueued } = schedule;
    return [
      {
        header: { text: name, series: style },
        cells: [
          { text: formatNumber(schedule.offeredPerSecond) },
          { text: formatShare(schedule.leastKeptRatio) },
          { text: formatDuration(schedule.lagP50Us) },
          { text: formatDuration(schedule.lagP99Us) },
          {
            text: formatShare(queuedRatio),
            detail: mostQueued === 0 ? undefined : `${mostQueued.toLocaleString('en-GB')} at once`,
          },
          { text: formatDuration(response.p50Us) },
          { text: formatDuration(service.p50Us) },
          { text: formatDuration(response.p99Us) },
          { text: formatDuration(service.p99Us) },
        ],
      },
    ];
  });
  if (rows.length === 0) return undefined;
  return {
    caption: 'Requests and the times that they were due at, all trials of a strategy together',
    headings: [
      'strategy',
      'due/s',
      'kept',
      'lag p50',
      'lag p99',
      'queued',
      'response p50',
      'service p50',
      'response p99',
      'service p99',
    ],
    rows,
    notes: [
      'Response time counts from when a request was due, service time from when it was sent. Lag is how late requests were sent that found an idle connection: no difference smaller than it can be believed. Queued: those that found none, whose wait is part of their response time. Kept: sent ÷ due in the trial that kept to it least, as far as the load generator is to blame.',
    ],
    whenEmpty: `Nothing was ${model.result.kind}.`,
  };
}
