import type { Scenario } from '../../scenario/scenario.ts';
import { readTrace } from '../../scenario/trace-file.ts';
import type { Trace } from '../../workload/trace/trace.ts';

/** Reads the trace that a scenario names, if it names one; the same trace for the same routes only once in a row. */
export function createTraceReader(): (scenario: Scenario) => Promise<Trace | undefined> {
  let last: { readonly id: string; readonly trace: Promise<Trace> } | undefined;
  return async ({ trace, routes }) => {
    if (trace === undefined) return undefined;
    const id = JSON.stringify([trace, routes]);
    if (last?.id !== id) last = { id, trace: readTrace(trace, routes) };
    return last.trace;
  };
}
