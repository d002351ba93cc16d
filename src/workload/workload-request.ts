export interface WorkloadRequest {
  readonly method: string;
  /** Path and query in visible ASCII, ready for a request line. */
  readonly target: string;
  /** How large the answer's body was where the request was recorded; undefined where that is not known. */
  readonly bodyBytes: number | undefined;
}
