import { type CacheControl, parseCacheControl } from './cache-control.ts';
import type { CachePolicy } from './cache-policy.ts';
import { hasField, type RequestHeaders, requestField } from './header-fields.ts';
import type { KeyRules } from './key-rules.ts';
import type { ReceivedResponse } from './received-response.ts';
import { isHeuristicallyCacheable, isStorableStatus, isUnderstood } from './status-rules.ts';
import { type ResponseDirectives, responseDirectives } from './targeted-cache-control.ts';
import { varyingFields } from './vary.ts';

/**
 * RFC 9111 §3, for a shared cache: whether this response to a GET may be stored. What a later request asks for never
 * opens this question again.
 *
 * @param request as it was forwarded
 * @param keyRules of the request's route
 */
export function mayStore(
  request: RequestHeaders,
  response: ReceivedResponse,
  policy: CachePolicy,
  keyRules?: KeyRules,
): boolean {
  const directives = responseDirectives(response.headers);
  return (
    isStorableStatus(response.status, policy) &&
    !forbidsStoring(response.status, directives) &&
    !parseCacheControl(requestField(request, 'cache-control')).noStore &&
    !directives.isPrivate &&
    allowsReuseAcrossUsers(request, directives) &&
    !isForOneUser(response) &&
    !dependsOnUnkeyedCookie(request, response, keyRules) &&
    !variesUnseen(response) &&
    allowsReuse(response, directives, policy)
  );
}

/** §5.2.2.3 and §5.2.2.5: `must-understand` lifts `no-store`, and asks for a status whose rules are known. */
function forbidsStoring(status: number, { noStore, mustUnderstand }: CacheControl): boolean {
  return mustUnderstand ? !isUnderstood(status) : noStore;
}

/** §3.5: the answer to a request with credentials may serve others only if the origin says so. */
export function allowsReuseAcrossUsers(request: RequestHeaders, directives: CacheControl): boolean {
  if (request['authorization'] === undefined) return true;
  return directives.isPublic || directives.mustRevalidate || directives.sMaxageUs !== undefined;
}

/** §7.3: the specification lets a cookie be stored with its response; handing one user's to the next is never meant. */
function isForOneUser({ headers }: ReceivedResponse): boolean {
  return hasField(headers, 'set-cookie');
}

/**
 * Origins read cookies without saying so in Vary, and what they then answer is for that cookie (Kettle, "Practical Web
 * Cache Poisoning", 2018). So the answer to a request with any is stored only where the cookie selects it: by Vary, or
 * because the route's rules put its cookies into the key.
 */
function dependsOnUnkeyedCookie(
  request: RequestHeaders,
  { headers }: ReceivedResponse,
  keyRules: KeyRules | undefined,
): boolean {
  if (request['cookie'] === undefined || keyRules?.cookies !== undefined) return false;
  return !varyingFields(headers).includes('cookie');
}

/**
 * §4.1: `*` anywhere in Vary means that no later request can be told to match. No more can it where the answer is for the
 * client's address, which the origin is told by the gateway, and not by the request that is here.
 */
function variesUnseen({ headers }: ReceivedResponse): boolean {
  return varyingFields(headers).some((name) => name === '*' || name === 'x-forwarded-for');
}

/** §3, last item: the origin said something about reuse, the status allows a guess, or the operator gave a lifetime. */
function allowsReuse(
  { status, headers }: ReceivedResponse,
  directives: ResponseDirectives,
  policy: CachePolicy,
): boolean {
  return (
    directives.isPublic ||
    directives.maxAgeUs !== undefined ||
    directives.sMaxageUs !== undefined ||
    (!directives.isTargeted && hasField(headers, 'expires')) ||
    isHeuristicallyCacheable(status) ||
    typeof policy.negative[status] === 'number'
  );
}
