import type { WorkloadRequest } from '../workload/workload.ts';

/** A request that is to be sent now, or as soon as there is a connection for it. Times are of `performance.now()`. */
export interface Order {
  readonly request: WorkloadRequest;
  /** The node that it goes to, from 0. */
  readonly node: number;
  /** When it was due, in open loop. */
  readonly intendedAtMs: number | undefined;
}

export interface Answer {
  readonly order: Order;
  readonly status: number;
  /** Names, in the case that was sent, and values in turn. */
  readonly headers: readonly string[];
  /** With its headers. */
  readonly bytes: number;
  readonly sentAtMs: number;
  readonly endedAtMs: number;
}

export type Failure = 'error' | 'timeout' | 'unfinished';

export interface FailedRequest {
  readonly failure: Failure;
  /** When it was due, in open loop; else when it was sent, or began to wait for its socket. */
  readonly sinceMs: number;
  readonly atMs: number;
}

/** One connection to a node. */
export interface Connection {
  /** The node that it leads to, from 0. */
  readonly node: number;
  /** Whether a request would be sent at once. */
  readonly isConnected: boolean;
  /** Sends a request; where there is no connection, as soon as there is one. Only to be called while it is vacant. */
  send(order: Order): void;
  /** Gives up a request that was sent, or began to wait for its socket, at the given time or before: as a timeout. */
  expire(sinceMs: number): void;
  /** Closes for good; a request that has not ended stays unfinished. */
  close(): void;
}

/** What connections tell of themselves and of their requests. */
export interface Exchanges {
  /** False once nothing more will be sent, so that broken connections stay closed. */
  readonly isOpen: boolean;
  completed(answer: Answer): void;
  /** `restMs`: for how long the server should be left alone, if it can be. */
  failed(failed: FailedRequest, restMs: number): void;
  /** It has nothing to do. Called whenever that begins, and when it connects or loses its connection meanwhile. */
  vacant(connection: Connection): void;
}
