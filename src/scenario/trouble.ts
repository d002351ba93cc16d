/** What a scenario says about distance between processes, and about what goes wrong. */

/** What lies between the processes beside loopback; undefined: nothing. */
export interface Network {
  /** Between clients and gateways, gateways and Redis, gateways and backends. */
  readonly client: Link | undefined;
  readonly redis: Link | undefined;
  readonly backend: Link | undefined;
}

export interface Link {
  /** One way, in each direction. */
  readonly delayUs: number;
  /** Each piece is late by up to so much more, by chance; order is kept. */
  readonly jitterUs: number;
  /** In each direction, of all connections together; undefined: no bound. */
  readonly bytesPerSecond: number | undefined;
}

/** Something that goes wrong in every trial at a time of its measurement. */
export type Fault = {
  /** Since the measurement began. */
  readonly atUs: number;
} & FaultKind;

export type FaultKind =
  /** Cannot be reached; connections break. */
  | { readonly what: 'redis'; readonly is: 'down'; readonly durationUs: number }
  /** Each command takes so much longer. */
  | { readonly what: 'redis'; readonly is: 'slow'; readonly durationUs: number; readonly byUs: number }
  /** Holds nothing any more, all at once. */
  | { readonly what: 'redis'; readonly is: 'flushed' }
  /** Refuses connections and breaks those it has. */
  | { readonly what: 'backend'; readonly backend: string; readonly is: 'down'; readonly durationUs: number }
  /** Answers so much later. */
  | {
      readonly what: 'backend';
      readonly backend: string;
      readonly is: 'slow';
      readonly durationUs: number;
      readonly byUs: number;
    }
  /** Answers the share (0–1) of requests with 500. */
  | {
      readonly what: 'backend';
      readonly backend: string;
      readonly is: 'failing';
      readonly durationUs: number;
      readonly ratio: number;
    }
  /** Ends at once and is started again, with an empty memory. `node` counts from 1; undefined: all of them. */
  | { readonly what: 'gateway'; readonly is: 'restarted'; readonly node: number | undefined };
