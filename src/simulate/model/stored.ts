/** What is stored of one answer. */
export interface Stored {
  /** The place in the scenario of the route that it was asked for by. */
  readonly route: number;
  /** When its age was zero: when it was asked for (RFC 9111 §4.2.3: the time that it took counts as age). */
  readonly bornAtUs: number;
  /** How long it is fresh from then on. */
  readonly lifetimeUs: number;
  /** From when on it is of no use any more. */
  readonly usefulUntilUs: number;
  readonly status: number;
  readonly bodyBytes: number;
  /** Its version: how often the resource had been written, and had changed by itself. */
  readonly writes: number;
  readonly changes: number;
  /** How long the backend took, for early refresh. */
  readonly fetchUs: number;
}
