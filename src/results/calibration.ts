import { z } from 'zod';
import { count, us } from './measurement.ts';

/**
 * What pieces of work cost on one machine: CPU time of one core in µs, means. A simulation needs them because no model knows how fast a
 * machine is; `gatebench calibrate` measures them in a short run. All but `wakeUs` and `hopUs` are those of a process that is never idle:
 * one that is has to wake first, which costs more than to answer a request, so that the same work costs far less under load.
 */
export const calibrationSchema = z.strictObject({
  format: z.literal('gatebench-calibration'),
  schemaVersion: z.literal(1),
  measuredAt: z.iso.datetime(),
  machine: z.strictObject({ cpuModel: z.string(), cpus: z.int().min(1), node: z.string() }),
  /**
   * Cores that all gateways shared, and those that load, backends, Redis and network shared; absent: no process was pinned, and all
   * of them shared `machine.cpus`.
   */
  cores: z.strictObject({ gateways: count, others: count }).optional(),
  /** For want of a Redis server, its costs were not measured there but are those that come with gatebench. */
  borrowed: z.literal('redis').optional(),
  load: z.strictObject({
    /** To send a request and take its answer, without a body. */
    requestUs: us,
    /** In addition, for each KiB of the answer's body. */
    kibibyteUs: us,
  }),
  gateway: z.strictObject({
    /** To answer from memory. */
    hitUs: us,
    /** To pass a request on to a backend, and its answer back. */
    forwardUs: us,
    /** In addition, to keep the answer in memory. */
    storeUs: us,
    /** To answer a request that waited for the call that another made. */
    joinUs: us,
    /** In addition, to look for an answer in Redis, whether it is there or not. */
    redisReadUs: us,
    /** In addition to a forwarded request, to announce its answer to Redis and keep it there. */
    redisFillUs: us,
    /** In addition, for each KiB of the body of any answer to a client. */
    kibibyteUs: us,
    /** In addition to that, for each KiB of the body that was taken from a backend, kept in memory, read from Redis, or kept in Redis. */
    forwardKibibyteUs: us,
    storeKibibyteUs: us,
    redisReadKibibyteUs: us,
    redisFillKibibyteUs: us,
  }),
  redis: z.strictObject({
    /** To look for an answer, whether it is there or not. */
    readUs: us,
    /** To be announced an answer, and to keep it. */
    fillUs: us,
    /** In addition, for each KiB of an answer that is read, and of one that is kept. */
    kibibyteUs: us,
    fillKibibyteUs: us,
    /** In addition, to wake, where the server was idle. */
    wakeUs: us,
  }),
  backend: z.strictObject({ callUs: us, kibibyteUs: us }),
  /** In addition, with which load, gateways and backends begin to work after they were idle, as far as somebody waits for it. */
  wakeUs: us,
  /** What a message from one process to another takes beside the CPU time of both. */
  hopUs: us,
});

type Calibrated = z.infer<typeof calibrationSchema>;
export type Calibration = { readonly [Key in keyof Calibrated]: Readonly<Calibrated[Key]> };
/** The costs alone. */
export type Costs = Pick<Calibration, 'load' | 'gateway' | 'redis' | 'backend' | 'wakeUs' | 'hopUs'>;
