import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import type { Caching, GatewayParts } from './gateway-parts.ts';
import { bypasses } from './http-cache/bypass-rules.ts';
import { bypassesCache, isCacheableMethod, isSafeMethod } from './http-cache/cacheable-request.ts';
import { keyRequest } from './http-cache/key-rules.ts';
import { answerLocally } from './local-answer.ts';
import type { PurgeEndpoint } from './purge/purge-endpoint.ts';
import { read } from './read.ts';
import { TimedResponse } from './timed-response.ts';
import { forwardsLeft } from './upstream/max-forwards.ts';
import { write } from './write.ts';

/** Answers one request: from the store where that is allowed, else from its origin. `target` is the raw path and query. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse, target: string) => void;

export function createRequestHandler(parts: GatewayParts, purge: PurgeEndpoint): RequestHandler {
  return (request, response, target) => {
    const method = request.method as string;
    if (method !== 'PURGE' && response instanceof TimedResponse) response.begin(parts.time);
    const destination = parts.routes(method, target);
    if (method === 'PURGE') purge(request, response, target);
    else if (destination === undefined) answerLocally(response, 404);
    // It would show what a request holds, credentials too, to whoever may read the answer (RFC 9110 §9.3.8).
    else if (method === 'TRACE') answerLocally(response, 501);
    else if (forwardsLeft(method, request.headers) === 0) answerLocally(response, 200);
    else answerOrForward(parts, { request, response, target, headers: request.headers, destination });
  };
}

function answerOrForward(parts: GatewayParts, exchange: Exchange): void {
  const { caching } = parts;
  const { method } = exchange.request;
  if (caching === undefined) forward(parts, exchange, { reason: 'bypass' });
  else if (!isSafeMethod(method as string)) write(parts, caching, exchange);
  else if (!isCacheableMethod(method as string)) forward(parts, exchange, { reason: 'method' });
  else if (bypassesCache(exchange.headers) || bypasses(exchange.headers, exchange.destination.bypass))
    forward(parts, exchange, { reason: 'bypass' });
  else readAsKeyed(parts, caching, exchange);
}

/** What the route keeps out of the key is not forwarded either, so that no answer can depend on it. */
function readAsKeyed(parts: GatewayParts, caching: Caching, exchange: Exchange): void {
  const { origin, key: rules } = exchange.destination;
  const asked = { origin, target: exchange.target, headers: exchange.headers };
  const { target, headers, key } = keyRequest(asked, rules);
  // Without rules nothing is changed, and a copy would cost more than finding the stored response.
  const keyed = rules === undefined ? exchange : { ...exchange, target, headers };
  read(parts, caching, { exchange: keyed, key, disappointments: 0 });
}
