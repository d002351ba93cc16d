/** The times at which the requests of a phase are due, one after the other. */
export interface ArrivalTimes {
  /** The next one, in µs since the phase began, never before the last; undefined once there are no more. */
  next(): number | undefined;
}
