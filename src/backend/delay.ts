/** The clock and timer of a process, handed in so that tests can play their errors. */
export interface Timers {
  /** Microseconds since any fixed moment; never goes back. */
  nowUs(): number;
  /** Calls back after about so many whole milliseconds, at least 1; the returned function cancels. */
  set(callback: () => void, milliseconds: number): () => void;
}

/**
 * Calls back once the delay is over, with the delay really given; the returned function cancels.
 * A delay of zero is over at once, within the call.
 */
export type Delay = (delayUs: number, callback: (actualUs: number) => void) => () => void;

/** A longer delay than this fires at once in Node: 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;

/** Share of each error that the next delay makes up for: small, so that delays under way together do not overshoot. */
const gain = 1 / 64;

/**
 * Coarseness alone never needs more: a timer is off by up to a millisecond and rounding by half of one. What goes beyond is
 * a process that is late, and that must show.
 */
const largestLeadUs = 2000;

/**
 * Delays whose mean is right, though a timer counts whole milliseconds and fires early by up to one of them, or late.
 * The errors made are summed up into a lead that later timers start with, so that the sum of all errors stays bounded
 * and their mean goes to zero, also for delays below a millisecond, of which some are then given as 0 and some as 1.
 */
export function createDelay({ nowUs, set }: Timers): Delay {
  let leadUs = 0;
  return (delayUs, callback) => {
    if (delayUs <= 0) {
      callback(0);
      return () => {};
    }
    const startedAt = nowUs();
    const finish = (): void => {
      const actualUs = nowUs() - startedAt;
      const lead = leadUs + gain * (actualUs - delayUs);
      leadUs = Math.max(-largestLeadUs, Math.min(lead, largestLeadUs));
      callback(actualUs);
    };
    const milliseconds = Math.round((delayUs - leadUs) / 1000);
    if (milliseconds >= 1) return set(finish, Math.min(milliseconds, longestTimerMs));
    finish();
    return () => {};
  };
}
