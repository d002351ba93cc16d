import type { Trace } from './trace/trace.ts';
import type { ResourceRequest, Workload } from './workload.ts';

/** The requests of a trace in their order, once or again and again from the start. Recordings do not say who asked. */
export function replayTrace(
  { requests, order }: Trace,
  drawUser: () => number,
  { repeat }: { readonly repeat: boolean },
): Workload {
  let position = 0;
  return {
    next: () => {
      if (repeat && position === order.length) position = 0;
      const index = order[position];
      if (index === undefined) return undefined;
      position += 1;
      const { method, target, bodyBytes } = requests[index] as ResourceRequest;
      return { method, target, bodyBytes, user: drawUser() };
    },
  };
}
