import type { Trace } from './trace/trace.ts';
import type { Workload } from './workload.ts';

/** The requests of a trace in their order: once, or again and again from the start. */
export function replayTrace({ requests, order }: Trace, { repeat }: { readonly repeat: boolean }): Workload {
  let position = 0;
  return {
    next: () => {
      if (repeat && position === order.length) position = 0;
      const index = order[position];
      if (index === undefined) return undefined;
      position += 1;
      return requests[index];
    },
  };
}
