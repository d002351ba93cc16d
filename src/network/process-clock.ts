import type { Clock } from './schedule.ts';

const nobodyChangesIt = new Int32Array(new SharedArrayBuffer(4));

/** The clock and timers of this process. */
export const processClock: Clock = {
  nowUs: () => performance.now() * 1000,
  later(callback, milliseconds) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  soon: setImmediate,
  nap(us) {
    Atomics.wait(nobodyChangesIt, 0, 0, us / 1000);
  },
};
