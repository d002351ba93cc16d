import { type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';

const total = { count: 0, pauseUs: 0 };
let observer: PerformanceObserver | undefined;

/** How often garbage was collected in this process since this was first asked, and how long that stopped it in all. */
export function collectionsSoFar(): { readonly count: number; readonly pauseUs: number } {
  if (observer === undefined) {
    observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ entryTypes: ['gc'] });
  }
  // What was collected just now has not been handed to the observer yet.
  add(observer.takeRecords());
  return { ...total };
}

function add(entries: readonly PerformanceEntry[]): void {
  for (const { duration } of entries) {
    total.count += 1;
    total.pauseUs += duration * 1e3;
  }
}
