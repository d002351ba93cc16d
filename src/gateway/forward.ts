import type { Exchange, GatewayParts } from './exchange.ts';
import { hasBody } from './http-cache/cacheable-request.ts';
import type { RequestHeaders } from './http-cache/header-fields.ts';
import { forwardedHeaders } from './upstream/forwarded-headers.ts';
import { countForward } from './upstream/max-forwards.ts';
import { type AnswerPlan, Relay } from './upstream/relay.ts';

/** What is forwarded, if not the client's own header section, and what becomes of the answer. */
export interface Forwarding extends AnswerPlan {
  readonly headers?: RequestHeaders;
}

/** Sends the request to its origin, its body streaming, and the answer to the client. */
export function forward(parts: GatewayParts, exchange: Exchange, forwarding: Forwarding): void {
  const { request, response, target, destination } = exchange;
  const method = request.method as string;
  const headers = forwarding.headers ?? request.headers;
  parts.counters.forwarded += 1;
  parts.pools.of(destination.origin).dispatch(
    {
      method,
      path: target,
      headers: forwardedHeaders(countForward(method, headers), {
        authority: destination.authority,
        clientAddress: request.socket.remoteAddress,
      }),
      body: hasBody(headers) ? request : null,
    },
    new Relay({ response, nowUs: parts.nowUs }, forwarding),
  );
}
