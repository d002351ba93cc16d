import type { CachePolicy } from './http-cache/cache-policy.ts';
import { freshenHeaders } from './http-cache/freshen.ts';
import { fieldValue, type RequestHeaders } from './http-cache/header-fields.ts';
import type { KeyRules } from './http-cache/key-rules.ts';
import { mayStore } from './http-cache/may-store.ts';
import type { ReceivedResponse } from './http-cache/received-response.ts';
import { isStorableStatus } from './http-cache/status-rules.ts';
import { type StoredResponse, toStoredResponse, usefulForUs } from './http-cache/stored-response.ts';

/** What decides, besides the answer itself, whether it may be stored and for how long it is of use. */
export interface StoringContext {
  readonly policy: CachePolicy;
  /** Of the request that is answered. */
  readonly headers: RequestHeaders;
  readonly destination: { readonly origin: string; readonly key?: KeyRules | undefined };
  /** Each time another number, from 0 to below 1. */
  readonly chance: () => number;
}

export interface Storable {
  /** The answer in its stored form. */
  readonly prepared: StoredResponse;
  /** Whether it may be stored, and is of any use there. */
  readonly isStorable: boolean;
}

/** An answer as it would be stored, its body yet to come. */
export function toStorable(
  answer: ReceivedResponse,
  context: StoringContext,
  body: Uint8Array = noBody,
): Storable {
  const { policy, headers, destination, chance } = context;
  const prepared = toStoredResponse({ ...answer, body, origin: destination.origin }, policy, chance());
  const isStorable =
    mayStore(headers, answer, policy, destination.key) && usefulForUs(prepared, answer.receivedAtUs) > 0;
  return { prepared, isStorable };
}

/** What is stored, updated by an answer that confirms it (RFC 9111 §4.3.4 and §4.3.5). It may be storable no longer. */
export function toFreshened(
  stored: StoredResponse,
  confirmation: ReceivedResponse,
  context: StoringContext,
): Storable {
  const headers = freshenHeaders(stored.headers, confirmation.headers);
  return toStorable({ ...confirmation, status: stored.status, headers }, context, stored.body);
}

/**
 * Whether this answer has taken the place of what is stored although it may not be stored itself. An error has not, nor
 * has the answer to one user.
 */
export function displacesStored(answer: ReceivedResponse, { policy }: StoringContext): boolean {
  return isStorableStatus(answer.status, policy) && !mayStore({}, answer, policy);
}

/** The stored response with its body, whose length is known now even if it came in chunks. */
export function withBody(prepared: StoredResponse, body: Uint8Array): StoredResponse {
  const { status, headers } = prepared;
  if (status === 204 || fieldValue(headers, 'content-length') !== undefined) return { ...prepared, body };
  return { ...prepared, headers: [...headers, 'content-length', String(body.byteLength)], body };
}

const noBody = new Uint8Array(0);
