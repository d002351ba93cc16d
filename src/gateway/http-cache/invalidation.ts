import { cacheGroups } from './cache-tags.ts';
import { fieldValue, type HeaderFields } from './header-fields.ts';

export interface UnsafeAnswer {
  /** Of the request, as `http://127.0.0.1:40001`. */
  readonly origin: string;
  /** Path and query of the request. */
  readonly target: string;
  readonly status: number;
  readonly headers: HeaderFields;
}

/**
 * The targets whose stored responses an answer to an unsafe method makes invalid (RFC 9111 §4.4): the request's own, and
 * those that Location and Content-Location name, if they are of the same origin. An error changes nothing.
 */
export function invalidatedTargets({ origin, target, status, headers }: UnsafeAnswer): readonly string[] {
  if (isError(status)) return [];
  const targets = new Set([target]);
  for (const name of ['location', 'content-location']) {
    const named = sameOriginTarget(fieldValue(headers, name), { origin, target });
    if (named !== undefined) targets.add(named);
  }
  return [...targets];
}

function sameOriginTarget(
  reference: string | undefined,
  { origin, target }: { readonly origin: string; readonly target: string },
): string | undefined {
  if (reference === undefined || !URL.canParse(reference, origin + target)) return undefined;
  const url = new URL(reference, origin + target);
  // Another origin's responses are not this one's to throw out.
  return url.origin === new URL(origin).origin ? url.pathname + url.search : undefined;
}

/**
 * The groups whose stored responses an answer to an unsafe method makes invalid (RFC 9875 §3), as tags of stored
 * responses; on a safe method the field means nothing. They are groups of the same origin, and nothing follows from
 * them: the groups that an invalidated response is in too stay as they are.
 */
export function invalidatedGroups({ origin, status, headers }: UnsafeAnswer): readonly string[] {
  if (isError(status)) return [];
  return cacheGroups(fieldValue(headers, 'cache-group-invalidation'), origin);
}

/** RFC 9111 §4.4: only an answer that is 2xx or 3xx says that something changed. */
function isError(status: number): boolean {
  return status < 200 || status >= 400;
}
