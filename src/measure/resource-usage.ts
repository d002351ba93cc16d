/** What one process used between two points in time. */
export interface ResourceUsage {
  readonly pid: number;
  /** Length of the interval. */
  readonly wallUs: number;
  /** User and system time together; over `wallUs` it is the share of one core. */
  readonly cpuUs: number;
  /** Resident set size at the end of the interval. */
  readonly rssBytes: number;
  /** Largest resident set size since the process started. */
  readonly peakRssBytes: number;
  /** Share of the interval (0–1) in which the event loop was busy; undefined for processes that are not Node. */
  readonly eventLoopUtilisation?: number | undefined;
  /** Time that its threads, taken together, were ready to run and had no core; undefined where the system does not tell. */
  readonly runQueueUs?: number | undefined;
  /** Collections of garbage, and the time that they stopped the process; undefined for processes that are not Node. */
  readonly gc?: { readonly count: number; readonly pauseUs: number } | undefined;
}

/**
 * What a process and the one that took its place used together. What is not summed up is the later one's; what only one of them
 * tells, neither does.
 */
export function addUsage(one: ResourceUsage, later: ResourceUsage): ResourceUsage {
  const wallUs = one.wallUs + later.wallUs;
  const busyUs = (usage: ResourceUsage): number | undefined =>
    usage.eventLoopUtilisation === undefined ? undefined : usage.eventLoopUtilisation * usage.wallUs;
  return {
    ...later,
    wallUs,
    cpuUs: one.cpuUs + later.cpuUs,
    peakRssBytes: Math.max(one.peakRssBytes, later.peakRssBytes),
    eventLoopUtilisation: both(busyUs(one), busyUs(later), (a, b) => (wallUs === 0 ? 0 : (a + b) / wallUs)),
    runQueueUs: both(one.runQueueUs, later.runQueueUs, (a, b) => a + b),
    gc: both(one.gc, later.gc, (a, b) => ({ count: a.count + b.count, pauseUs: a.pauseUs + b.pauseUs })),
  };
}

function both<T, R>(one: T | undefined, other: T | undefined, join: (one: T, other: T) => R): R | undefined {
  return one === undefined || other === undefined ? undefined : join(one, other);
}
