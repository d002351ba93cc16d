import type { ResourceRequest } from '../workload.ts';

/**
 * A recorded stream of requests, compact in memory: the different requests, and the order in which they came.
 */
export interface Trace {
  /** The different requests, by method and target, as they first came. */
  readonly requests: readonly ResourceRequest[];
  /** One index into `requests` for each request of the recording. Never empty. */
  readonly order: Uint32Array;
  /**
   * When each of them came, in whole seconds since 1970, as access logs tell it; undefined where the recording has no
   * times. Not always in order: logs are written when requests end.
   */
  readonly seconds: Uint32Array | undefined;
  readonly summary: TraceSummary;
}

export interface TraceSummary {
  readonly requests: number;
  /** Different resources, by target. */
  readonly distinct: number;
  /** Lines that held no usable request. Blank lines are not counted. */
  readonly skippedLines: Readonly<Record<SkipReason, number>>;
  /** From the earliest to the latest request; undefined where the recording has no times. */
  readonly spanUs: number | undefined;
  /** Requests by method, those that occurred. */
  readonly methods: Readonly<Record<string, number>>;
}

/**
 * Why a line was passed over. `malformed`: not of the format; `bad-request`: a log line whose request is not
 * HTTP, such as `-` or a TLS greeting; `no-route`: a request that no route of the scenario takes.
 */
export type SkipReason = 'malformed' | 'bad-request' | 'no-route';

/** What one line of a recording says. */
export type TraceLine = SkipReason | (ResourceRequest & { readonly atUs: number | undefined });
