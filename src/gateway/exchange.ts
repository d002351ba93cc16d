import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CachePolicy } from './http-cache/cache-policy.ts';
import type { Fill, ResponseCache } from './response-cache.ts';
import type { Destination, RouteTable } from './route-table.ts';
import type { OriginPools } from './upstream/origin-pools.ts';

/** One request, the answer that is to be written, and where the request goes. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Path and query as they came, not decoded. */
  readonly target: string;
  readonly destination: Destination;
}

/** What a gateway answers with. */
export interface GatewayParts {
  readonly routes: RouteTable;
  readonly pools: OriginPools;
  /** Undefined in mode `stateless`. */
  readonly cache: ResponseCache | undefined;
  readonly maxBodyBytes: number;
  readonly policy: CachePolicy;
  readonly counters: { forwarded: number };
  /** µs since 1970. */
  readonly nowUs: () => number;
  /** Evenly between 0 and 1. */
  readonly chance: () => number;
}

/** An exchange that the cache may have an answer to. */
export interface Lookup {
  readonly parts: GatewayParts;
  readonly cache: ResponseCache;
  readonly exchange: Exchange;
  readonly key: string;
  readonly fill: Fill;
}
