/**
 * What one client, or all of them together, may take of a gateway. Each bound is far beyond what honest clients need, and
 * what exceeds it is refused with a status that says so. Bounds that belong to one file stand there: variants of a
 * resource in `http-cache/variant-index.ts`, pending writes in `store/redis-store.ts`.
 */
export interface Limits {
  /** Of a request target. A longer one is answered 414. */
  readonly targetBytes: number;
  /** Of a whole request header section, its request line included. A larger one is answered 431, or 414 for its target. */
  readonly headerBytes: number;
  /** Of the name and value of one request field. A longer one is answered 431. */
  readonly fieldBytes: number;
  /** Fields of one request. More are answered 431. */
  readonly fields: number;
  /** Of a request body. A larger one is answered 413. */
  readonly requestBodyBytes: number;
  /** Open at once. One more makes room by closing idle ones, and is hung up on. */
  readonly connections: number;
  /** Requests of one connection that wait behind others. One more, and it is hung up on. */
  readonly pipelined: number;
  /** From a connection, or the first byte of a request on it, to the end of the header section. Later is answered 408. */
  readonly headerMs: number;
  /** From the first byte of a request to the end of its body. Later is answered 408. */
  readonly requestMs: number;
  /** Between two requests of a connection. */
  readonly idleMs: number;
  /** For which nothing moves on a connection, beyond the time that an origin has to answer. Then it is closed. */
  readonly stallMs: number;
}

/**
 * The header bounds stay below what common origins take by default, so that few requests pass here only to be refused
 * there (Nguyen, Lo Iacono and Federrath, "Your Cache Has Fallen", CCS 2019): Node and IIS take 16 KiB in all, nginx and
 * Apache 8 KiB a line and Apache 100 fields; we add up to a KiB of our own. Of targets, RFC 9112 §3 recommends to take 8,000
 * bytes.
 */
export const defaultLimits: Limits = {
  targetBytes: 8000,
  headerBytes: 15 * 1024,
  fieldBytes: 8000,
  // Apart from those that we add.
  fields: 90,
  requestBodyBytes: 128 * 2 ** 20,
  connections: 10_000,
  pipelined: 100,
  headerMs: 20e3,
  requestMs: 300e3,
  // A client must not be hung up on between two phases of a run: its next request would fail for no fault of anyone.
  idleMs: 3600e3,
  stallMs: 60e3,
};
