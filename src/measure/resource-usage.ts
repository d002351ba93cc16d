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
