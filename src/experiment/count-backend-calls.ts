import type { BackendReport } from '../backend/messages.ts';
import type { LoadReport } from '../load/messages.ts';
import { arrivalsByInterval } from '../measure/arrivals.ts';
import type { Timeline } from '../measure/timeline.ts';

/** The timeline of a phase as the load saw it, and beside it the calls that reached the backends meanwhile. */
export function withBackendCalls(
  { beganAtUs, timeline }: Pick<LoadReport, 'beganAtUs' | 'timeline'>,
  backends: readonly Pick<BackendReport, 'arrivals'>[],
): Timeline {
  if (beganAtUs === undefined) return timeline;
  const arrivals = backends.map((backend) => backend.arrivals);
  const { intervalUs, completed } = timeline;
  const backendCalls = arrivalsByInterval(arrivals, { beganAtUs, intervalUs, count: completed.length });
  return { ...timeline, backendCalls };
}
