import type { Lookup } from './exchange.ts';
import { type Forwarding, forward } from './forward.ts';
import { forwardedStatus } from './http-cache/cache-status.ts';
import type { ForwardReason } from './http-cache/decide.ts';
import { freshenHeaders } from './http-cache/freshen.ts';
import { fieldValue, type HeaderFields } from './http-cache/header-fields.ts';
import { mayStore } from './http-cache/may-store.ts';
import type { ReceivedResponse } from './http-cache/received-response.ts';
import { confirms, revalidationRequest } from './http-cache/revalidation.ts';
import { isStorableStatus } from './http-cache/status-rules.ts';
import { type StoredResponse, toStoredResponse, usefulForUs } from './http-cache/stored-response.ts';
import { answerFromStore } from './stored-answer.ts';
import { BodyCopy } from './upstream/body-copy.ts';
import type { KeptAnswer } from './upstream/relay.ts';

/** A GET or HEAD that the store could not answer alone. */
export interface Fetch extends Lookup {
  readonly reason: ForwardReason;
  /** What is stored for this request but may not be used as it is. */
  readonly stored: StoredResponse | undefined;
}

/** Asks the origin for a response, and keeps it for others if that is allowed (RFC 9111 §3). */
export function fetchAnew(fetch: Fetch): void {
  forward(fetch.parts, fetch.exchange, keepingAnswer(fetch));
}

/** Asks the origin whether the stored response still holds, and answers with it if so (RFC 9111 §4.3). */
export function revalidate(fetch: Fetch, stored: StoredResponse): void {
  const { parts, exchange } = fetch;
  forward(parts, exchange, {
    ...keepingAnswer(fetch),
    headers: revalidationRequest(exchange.request.headers, stored),
    confirmed: (answer) => {
      if (confirms(answer.headers, stored)) answerFreshened(fetch, stored, answer);
      // It speaks of a response that we do not have: the stored one is of no use any more (RFC 9111 §4.3.4).
      else fetchAnew(fetch);
    },
  });
}

/** RFC 9111 §4.3.4: the 304's fields update the stored response, which may be stored no longer under the new ones. */
function answerFreshened(fetch: Fetch, stored: StoredResponse, answer: ReceivedResponse): void {
  const { parts, exchange, fill, reason } = fetch;
  const { request, response } = exchange;
  const merged = {
    ...answer,
    origin: exchange.destination.origin,
    status: stored.status,
    headers: freshenHeaders(stored.headers, answer.headers),
    body: stored.body,
  };
  const freshened = toStoredResponse(merged, parts.policy, parts.chance());
  const isStored =
    mayStore(request.headers, merged, parts.policy) && usefulForUs(freshened, answer.receivedAtUs) > 0;
  const cacheStatus = forwardedStatus({ reason, status: answer.status, isStored });
  answerFromStore(request, response, { stored: freshened, cacheStatus, nowUs: answer.receivedAtUs });

  if (isStored) {
    fill.keep(request.headers, freshened);
  } else {
    giveUpStored(fetch, merged);
  }
}

function keepingAnswer(fetch: Fetch): Forwarding {
  const { exchange, reason } = fetch;
  // The answer to HEAD has no body to keep.
  if (exchange.request.method === 'HEAD') return { reason };
  return { reason, keep: (answer) => keepIfAllowed(fetch, answer) };
}

function keepIfAllowed(fetch: Fetch, answer: ReceivedResponse): KeptAnswer | undefined {
  const { parts, exchange, fill } = fetch;
  const request = exchange.request.headers;
  const complete = { ...answer, body: noBody, origin: exchange.destination.origin };
  const prepared = toStoredResponse(complete, parts.policy, parts.chance());
  if (!mayStore(request, answer, parts.policy) || usefulForUs(prepared, answer.receivedAtUs) <= 0) {
    giveUpStored(fetch, answer);
    return undefined;
  }
  if (Number(fieldValue(answer.headers, 'content-length') ?? 0) > parts.maxBodyBytes) return undefined;
  return {
    copy: new BodyCopy(parts.maxBodyBytes),
    done: (body) => {
      const headers = withContentLength(prepared, body);
      fill.keep(request, { ...prepared, headers, body });
    },
  };
}

/** A response that nobody may store has taken the place of the stored one; an error, or one user's answer, has not. */
function giveUpStored({ cache, key, stored, parts: { policy } }: Fetch, answer: ReceivedResponse): void {
  if (stored === undefined || !isStorableStatus(answer.status, policy)) return;
  if (!mayStore({}, answer, policy)) cache.invalidate(key);
}

/** A body that came in chunks has a length now that it is complete. */
function withContentLength({ status, headers }: StoredResponse, body: Uint8Array): HeaderFields {
  if (status === 204 || fieldValue(headers, 'content-length') !== undefined) return headers;
  return [...headers, 'content-length', String(body.byteLength)];
}

const noBody = new Uint8Array(0);
