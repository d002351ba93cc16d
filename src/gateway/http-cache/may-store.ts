import { type CacheControl, parseCacheControl } from './cache-control.ts';
import { fieldValue, hasField, listMembers, type RequestHeaders, requestField } from './header-fields.ts';
import type { ReceivedResponse } from './received-response.ts';
import { isHeuristicallyCacheable, isStorableStatus, isUnderstood } from './status-rules.ts';

/**
 * RFC 9111 §3, for a shared cache: whether this response to a GET may be stored. What a later request asks for never
 * opens this question again.
 */
export function mayStore(request: RequestHeaders, response: ReceivedResponse): boolean {
  const directives = parseCacheControl(fieldValue(response.headers, 'cache-control'));
  return (
    isStorableStatus(response.status) &&
    !forbidsStoring(response.status, directives) &&
    !parseCacheControl(requestField(request, 'cache-control')).noStore &&
    !directives.isPrivate &&
    allowsReuseAcrossUsers(request, directives) &&
    !isForOneUser(response) &&
    !variesOnEverything(response) &&
    allowsReuse(response, directives)
  );
}

/** §5.2.2.3 and §5.2.2.5: `must-understand` lifts `no-store`, and asks for a status whose rules are known. */
function forbidsStoring(status: number, { noStore, mustUnderstand }: CacheControl): boolean {
  return mustUnderstand ? !isUnderstood(status) : noStore;
}

/** §3.5: the answer to a request with credentials may serve others only if the origin says so. */
function allowsReuseAcrossUsers(request: RequestHeaders, directives: CacheControl): boolean {
  if (request['authorization'] === undefined) return true;
  return directives.isPublic || directives.mustRevalidate || directives.sMaxageUs !== undefined;
}

/** §7.3: the specification lets a cookie be stored with its response; handing one user's to the next is never meant. */
function isForOneUser({ headers }: ReceivedResponse): boolean {
  return hasField(headers, 'set-cookie');
}

/** §4.1: `*` anywhere in Vary means that no later request can be told to match. */
function variesOnEverything({ headers }: ReceivedResponse): boolean {
  return listMembers(fieldValue(headers, 'vary') ?? '').includes('*');
}

/** §3, last item: the origin said something about reuse, or the status allows a guess. */
function allowsReuse({ status, headers }: ReceivedResponse, directives: CacheControl): boolean {
  return (
    directives.isPublic ||
    directives.maxAgeUs !== undefined ||
    directives.sMaxageUs !== undefined ||
    hasField(headers, 'expires') ||
    isHeuristicallyCacheable(status)
  );
}
