/**
 * What a simulated backend can send. It stands here because scenarios and command lines are checked against it before
 * there is a backend.
 */

/** The largest body. */
export const mostBodyBytes = 64 * 2 ** 20;

/** The server frames its messages itself; a second opinion about where they end would break the connection. */
export const framingHeaders: readonly string[] = [
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
];
