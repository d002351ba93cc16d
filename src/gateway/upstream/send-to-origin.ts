import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { RequestHeaders } from '../http-cache/header-fields.ts';
import { forwardedHeaders } from './forwarded-headers.ts';
import { countForward } from './max-forwards.ts';
import { NotModifiedEnd } from './not-modified-end.ts';
import type { OriginPools } from './origin-pools.ts';

/** The servers behind the gateway. */
export interface Origins {
  readonly pools: OriginPools;
  /** Counts what is sent to them. */
  readonly counters: { forwarded: number };
}

export interface OutgoingRequest {
  readonly method: string;
  /** Path and query as they are sent. */
  readonly target: string;
  readonly destination: { readonly origin: string; readonly authority: string };
  /** Of the client, hop-by-hop fields and all. */
  readonly headers: RequestHeaders;
  /** Address of the client; undefined where its connection is gone. */
  readonly clientAddress: string | undefined;
  readonly body: Readable | null;
}

/** Sends a request to its origin, its body streaming; the handler takes the answer. */
export function sendToOrigin(
  { pools, counters }: Origins,
  { method, target, destination, headers, clientAddress, body }: OutgoingRequest,
  handler: Dispatcher.DispatchHandler,
): void {
  counters.forwarded += 1;
  pools.of(destination.origin).dispatch(
    {
      method,
      path: target,
      headers: forwardedHeaders(countForward(method, headers), {
        authority: destination.authority,
        clientAddress,
      }),
      body,
    },
    isConditional(headers) ? new NotModifiedEnd(handler) : handler,
  );
}

/** Whether it can be answered 304. */
function isConditional(headers: RequestHeaders): boolean {
  return headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined;
}
