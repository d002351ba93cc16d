import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHeaders } from './http-cache/header-fields.ts';
import type { Destination } from './route-table.ts';

/** One request, the answer that is to be written, and where the request goes. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Path and query as they are forwarded, not decoded. */
  readonly target: string;
  /** Of the request, without what the route keeps out of the cache key. */
  readonly headers: RequestHeaders;
  readonly destination: Destination;
}
