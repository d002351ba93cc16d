/** What is asked for, whoever asks. */
export interface ResourceRequest {
  readonly method: string;
  /** Path and query in visible ASCII, ready for a request line. */
  readonly target: string;
  /** How large the answer's body was where the request was recorded; undefined where that is not known. */
  readonly bodyBytes: number | undefined;
}

/** One request of a stream; each is an object of its own, also where two are alike. */
export interface WorkloadRequest extends ResourceRequest {
  /** Who asks: from 0 to one less than the scenario has users. */
  readonly user: number;
}

/** One stream of requests, which all connections of a load share. */
export interface Workload {
  /** The next request; undefined once a trace has ended. */
  next(): WorkloadRequest | undefined;
}
