import { balances, type Measurement } from '../results/result.ts';
import type { Load } from '../scenario/scenario.ts';
import { overwhelmedReason, voidReason } from './judge-schedule.ts';

/** What of a measurement tells whether it may be used. */
export type Judged = Pick<Measurement, 'requests' | 'statuses' | 'schedule' | 'processes'>;

/**
 * Why the figures of a measurement must not be used; undefined when they may.
 */
export function reasonToDiscard(measurement: Judged, load: Load): string | undefined {
  return reasonInAnswers(measurement) ?? reasonInSchedule(measurement, load);
}

function reasonInSchedule(measurement: Judged, load: Load): string | undefined {
  if (measurement.schedule === undefined || load.kind === 'closed') return undefined;
  return voidReason(measurement.schedule, load.maxLagUs) ?? overwhelmedReason(measurement);
}

function reasonInAnswers({ requests, statuses }: Judged): string | undefined {
  const { offered, completed, errors, timeouts, unfinished } = requests;
  if (!balances(requests)) {
    const accounted = completed + errors + timeouts + unfinished;
    return `${offered} requests were offered, but ${accounted} are accounted for (${completed} completed, ${errors} errors, ${timeouts} timeouts, ${unfinished} unfinished).`;
  }
  if (offered === 0) return 'No request was sent.';
  if (completed === 0) {
    return `None of ${offered} requests was answered (${errors} errors, ${timeouts} timeouts, ${unfinished} unfinished).`;
  }
  const failed = Object.entries(statuses).reduce(
    (sum, [status, count]) => sum + (Number(status) >= 500 ? count : 0),
    0,
  );
  return failed === completed ? `All ${completed} responses were errors (status 500 or more).` : undefined;
}
