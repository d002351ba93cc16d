import { z } from 'zod';
import { LatencyHistogram } from '../measure/histogram.ts';
import { outcomes } from '../measure/outcome.ts';

/** The shape of what one trial has measured, as a Result holds it. */

export const count = z.int().min(0);
const ratio = z.number().min(0).max(1);
export const us = z.number().min(0);
/** An encoded histogram of integer microseconds (see measure/histogram.ts). */
const histogram = z
  .base64()
  .max(4_000_000)
  .refine(LatencyHistogram.isEncoded, { error: 'is no encoded histogram' });
const byOutcome = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(outcomes), value);
const series = z.array(z.number().min(0).nullable());

export const requestCounts = z.strictObject({
  offered: count,
  completed: count,
  errors: count,
  timeouts: count,
  unfinished: count,
});

export const resourceUsage = z.strictObject({
  role: z.enum(['load', 'gateway', 'backend', 'redis', 'network']),
  /** `gateway 2`, `backend catalogue`. */
  name: z.string(),
  /** What only a real process has is absent of a simulated one: this, and the memory that it took. */
  pid: count.optional(),
  wallUs: us,
  cpuUs: us,
  rssBytes: count.optional(),
  peakRssBytes: count.optional(),
  eventLoopUtilisation: ratio.optional(),
  /** Time that it was ready to run and had no core; absent where the system does not tell. */
  runQueueUs: us.optional(),
  /** Collections of garbage, and the time that they stopped the process. */
  gc: z.strictObject({ count, pauseUs: us }).optional(),
});

/** What others on the machine took; absent where the system does not tell. */
const contention = z.strictObject({
  /** Share of the time in which some process waited for a core (`/proc/pressure/cpu`, some). */
  cpuPressureRatio: ratio.optional(),
  /** Share of the machine's time that a hypervisor gave to others. */
  stealRatio: ratio.optional(),
  /** Cores that processes other than the run's own were busy on. */
  othersCores: z.number().min(0).optional(),
});

/** How requests kept to the times that they were due at, in open loop. */
const schedule = z.strictObject({
  /** Requests due per second, over the time that they were due in. */
  offeredPerSecond: us,
  /** Sent ÷ due, 0–1, as far as the load generator is to blame: what waited for a connection does not count. */
  keptRatio: ratio,
  /** Actual less intended send, of requests that found an idle connection. */
  lag: histogram,
  /** Requests that had to wait for a connection, and the most that waited at once. */
  queued: count,
  mostQueued: count,
});

/** What answers said of the versions that clients knew to be newer. */
const staleness = z.strictObject({
  /** Reads whose version is known. */
  reads: count,
  /** Of them, older than the newest version acknowledged before the request was sent. */
  stale: count,
  /** For how long, when the request was sent, a newer version had been acknowledged; of stale reads. */
  age: histogram,
  /** Reads of what the same user had written before, and those of them that did not see it. */
  ownReads: count,
  ownWritesUnseen: count,
  /** Reads of what another node had answered before, and those of them that were older than that answer. */
  sharedReads: count,
  disagreements: count,
});

/** A fault that was played, and how long its traces could be seen. Times since the measurement began. */
export const playedFault = z.strictObject({
  /** For people: `Redis down`. */
  name: z.string(),
  startUs: us,
  /**
   * Absent for what takes no time. A restart ends when the gateway listens again; what is still wrong when the measurement is
   * over ends then.
   */
  endUs: us.optional(),
  /**
   * From its end until latency and failures were as before it, in whole tenths of a second (see measure/recovery.ts); null: not
   * within the measurement, or it came in the first half second.
   */
  recoveryUs: us.nullable(),
  /** Requests that failed from its start until recovery, whatever else was wrong then. */
  failed: count,
});

const backendCounts = z.strictObject({
  name: z.string(),
  calls: count,
  writes: count,
  notModified: count,
  errors: count,
  intendedDelay: histogram,
  actualDelay: histogram,
  queueWait: histogram,
});

const gatewayCounts = z.strictObject({
  evictions: count,
  storeErrors: count,
  forwarded: count,
  stored: z.strictObject({ entries: count, bytes: count }).optional(),
  /**
   * Where the time of the clients' requests went, summed over them, from a request's arrival to the end of its answer: in all, of
   * it waiting for the store, and of it waiting for a backend, be it by one's own call or by another's that one joined. Refreshes in
   * the background are no part of it.
   */
  time: z.strictObject({ requests: count, insideUs: us, storeUs: us, backendUs: us }).optional(),
});

/** Columns of equal length, one value an interval (see measure/timeline.ts). */
const timeline = z.strictObject({
  intervalUs: us,
  completed: z.array(count),
  byOutcome: byOutcome(z.array(count)),
  failed: z.array(count),
  p50Us: series,
  p95Us: series.optional(),
  p99Us: series,
  /** Calls that reached the backends. */
  backendCalls: z.array(count).optional(),
});

/** What a trial that ran to its end, or was interrupted after its warm-up, has measured. */
export const measurement = z.strictObject({
  /** From the beginning to the last answer. */
  durationUs: us,
  /** The part of it in which requests were offered, and the answers that came in that part, errors not counted. */
  window: z.strictObject({ durationUs: us, answered: count }),
  requests: requestCounts,
  statuses: z.record(z.string(), count),
  /** `latency`: service time, from the actual send. `response`: in open loop, from the intended send. */
  outcomes: byOutcome(
    z.strictObject({ count, bytes: count, latency: histogram, response: histogram.optional() }),
  ),
  /**
   * For how long requests had been waited for that were given up, as timeouts or unfinished: from when they were due in open
   * loop, else from when they were sent. Absent where there were none.
   */
  givenUp: histogram.optional(),
  /** In open loop. */
  schedule: schedule.optional(),
  /** Where resources changed, or could have. */
  staleness: staleness.optional(),
  faults: z.array(playedFault),
  /** From when on the figures no longer drifted; null: no such time was found. Absent: too short to tell. */
  steady: z.strictObject({ fromUs: us.nullable() }).optional(),
  contention,
  timeline,
  /** The same of the warm-up, which ends where the measurement begins; absent where there was none. */
  warmupTimeline: timeline.optional(),
  traceEnded: z.boolean(),
  warmup: requestCounts,
  backends: z.array(backendCounts),
  gateways: z.array(gatewayCounts),
  processes: z.array(resourceUsage),
});
