import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange, GatewayParts, Lookup } from './exchange.ts';
import { fetchAnew, revalidate } from './fetch-through-cache.ts';
import { forward } from './forward.ts';
import { cacheKey } from './http-cache/cache-key.ts';
import { hitStatus, unsatisfiableStatus } from './http-cache/cache-status.ts';
import { bypassesCache, isCacheableMethod, isSafeMethod } from './http-cache/cacheable-request.ts';
import { decide, type Found } from './http-cache/decide.ts';
import { invalidatedTargets } from './http-cache/invalidation.ts';
import type { StoredResponse } from './http-cache/stored-response.ts';
import { answerLocally } from './local-answer.ts';
import type { Fill, ResponseCache } from './response-cache.ts';
import type { MaybePromise } from './store/maybe-promise.ts';
import { answerFromStore } from './stored-answer.ts';
import { forwardsLeft } from './upstream/max-forwards.ts';

/** Answers one request: from the store where that is allowed, else from its origin. `target` is the raw path and query. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse, target: string) => void;

export function createRequestHandler(parts: GatewayParts): RequestHandler {
  return (request, response, target) => {
    const method = request.method as string;
    const destination = parts.routes(method, target);
    if (destination === undefined) answerLocally(response, 404);
    // It would show what a request holds, credentials too, to whoever may read the answer (RFC 9110 §9.3.8).
    else if (method === 'TRACE') answerLocally(response, 501);
    else if (forwardsLeft(method, request.headers) === 0) answerLocally(response, 200);
    else answerOrForward(parts, { request, response, target, destination });
  };
}

function answerOrForward(parts: GatewayParts, exchange: Exchange): void {
  const { cache } = parts;
  const { method, headers } = exchange.request;
  if (cache === undefined) forward(parts, exchange, { reason: 'bypass' });
  else if (!isSafeMethod(method as string)) write(parts, cache, exchange);
  else if (!isCacheableMethod(method as string)) forward(parts, exchange, { reason: 'method' });
  else if (bypassesCache(headers)) forward(parts, exchange, { reason: 'bypass' });
  else read(parts, cache, exchange);
}

/** RFC 9111 §4. A response to GET answers HEAD as well, so both have the key of GET. */
function read(parts: GatewayParts, cache: ResponseCache, exchange: Exchange): void {
  const { request, response, target, destination } = exchange;
  const key = cacheKey('GET', destination.origin, target);
  const fill = cache.beginFill(key, key) as Fill;
  const lookup: Lookup = { parts, cache, exchange, key, fill };
  const found = cache.find(key, request.headers);
  if (!(found instanceof Promise)) answer(lookup, found);
  // A fault in one answer must not end the process with all the others.
  else found.then((later) => answer(lookup, later)).catch(() => response.destroy());
}

function answer(lookup: Lookup, found: Found): void {
  const { request, response } = lookup.exchange;
  if (response.destroyed) return;
  const { policy, nowUs: clock, chance } = lookup.parts;
  const nowUs = clock();
  const time = { nowUs, earlyRefresh: policy.earlyRefresh, chance: chance() };
  const decision = decide(request.headers, found, time);
  switch (decision.kind) {
    case 'serve': {
      const { stored } = decision;
      answerFromStore(request, response, { stored, cacheStatus: hitStatus(stored, nowUs), nowUs });
      break;
    }
    case 'revalidate':
      revalidate({ ...lookup, reason: decision.reason, stored: decision.stored }, decision.stored);
      break;
    case 'forward':
      fetchAnew({ ...lookup, reason: decision.reason, stored: storedOf(found) });
      break;
    case 'unsatisfiable':
      answerLocally(response, 504, unsatisfiableStatus);
      break;
  }
}

function storedOf(found: Found): StoredResponse | undefined {
  return found.kind === 'response' ? found : undefined;
}

/**
 * RFC 9111 §4.4: before the writer hears of its success, what it made invalid is no longer served here. Another gateway
 * on the same Redis may go on serving it until it expires, where Redis could not be told of the write, or where a read
 * through that gateway was under way meanwhile (`ResponseCache.keep`).
 */
function write(parts: GatewayParts, cache: ResponseCache, exchange: Exchange): void {
  const { target, destination } = exchange;
  forward(parts, exchange, {
    reason: 'method',
    before: ({ status, headers }) => {
      const targets = invalidatedTargets({ origin: destination.origin, target, status, headers });
      const pending = targets
        .map((written) => invalidate(parts, cache, written))
        .filter((deletion) => deletion instanceof Promise);
      return pending.length === 0 ? undefined : Promise.all(pending);
    },
  });
}

/** Reads of a target may have another origin than writes. */
function invalidate({ routes }: GatewayParts, cache: ResponseCache, target: string): MaybePromise<void> {
  const destination = routes('GET', target);
  return destination === undefined
    ? undefined
    : cache.invalidate(cacheKey('GET', destination.origin, target));
}
