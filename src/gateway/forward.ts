import type { Exchange } from './exchange.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { hasBody } from './http-cache/cacheable-request.ts';
import type { RequestHeaders } from './http-cache/header-fields.ts';
import { staysAt } from './timed-response.ts';
import { boundedBody } from './upstream/bounded-body.ts';
import { type AnswerPlan, Relay } from './upstream/relay.ts';
import { sendToOrigin } from './upstream/send-to-origin.ts';

/** What is forwarded, if not the client's own header section, and what becomes of the answer. */
export interface Forwarding extends AnswerPlan {
  readonly headers?: RequestHeaders;
}

/** Sends one client's request to its origin, its body streaming, and the answer to that client. */
export function forward(
  { origins, nowUs, maxRequestBodyBytes }: Pick<GatewayParts, 'origins' | 'nowUs' | 'maxRequestBodyBytes'>,
  { request, response, target, headers: own, destination }: Exchange,
  forwarding: Forwarding,
): void {
  const headers = forwarding.headers ?? own;
  sendToOrigin(
    origins,
    {
      method: request.method as string,
      target,
      destination,
      headers,
      clientAddress: request.socket.remoteAddress,
      body: hasBody(headers) ? boundedBody(request, maxRequestBodyBytes) : null,
    },
    new Relay({ response, nowUs }, forwarding),
  );
  staysAt('backend', response);
}
