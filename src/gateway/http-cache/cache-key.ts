/**
 * The primary cache key (RFC 9111 §2): the method and the target URI, that is the origin and the exact bytes of path
 * and query that are forwarded to it. Nothing is decoded or tidied, so two requests that an origin could tell apart
 * never share a key; and each part but the last carries its length, so no part can pass for another.
 *
 * The client's Host plays no part because it is not forwarded either: every request to an origin names that origin.
 */
export function cacheKey(method: string, origin: string, target: string): string {
  return `${method.length}:${method}${origin.length}:${origin}${target}`;
}

/** The URL that a key was made of: origin and target. */
export function keyedUrl(key: string): string {
  const originLengthAt = key.indexOf(':') + 1 + Number.parseInt(key, 10);
  return key.slice(key.indexOf(':', originLengthAt) + 1);
}
