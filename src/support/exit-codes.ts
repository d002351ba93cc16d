/** What the process says on exit. A code is never reused for another meaning. */
export const exitCodes = {
  /** Done, and what was asked holds. */
  done: 0,
  /** Our own fault. */
  internal: 1,
  /** Wrong usage, or a scenario that cannot be run. */
  usage: 2,
  /** The environment lacks something: Redis, a port, disk space. */
  environment: 3,
  /** A threshold or a comparison failed. */
  threshold: 4,
  /** Measured, but invalid or not conclusive. */
  inconclusive: 5,
  /** Interrupted by the user. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
