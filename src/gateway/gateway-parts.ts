import type { Flights } from './flight/flights.ts';
import type { CachePolicy } from './http-cache/cache-policy.ts';
import type { ResponseCache } from './response-cache.ts';
import type { RouteTable } from './route-table.ts';
import type { TimeSum } from './timed-response.ts';
import type { Origins } from './upstream/send-to-origin.ts';

/** What a gateway answers with. */
export interface GatewayParts {
  readonly routes: RouteTable;
  readonly origins: Origins;
  /** A longer request body is broken off and answered 413. */
  readonly maxRequestBodyBytes: number;
  /** Undefined in mode `stateless`. */
  readonly caching: Caching | undefined;
  /** µs since 1970. */
  readonly nowUs: () => number;
  readonly time: TimeSum;
}

/** What a gateway that caches has besides. */
export interface Caching {
  readonly cache: ResponseCache;
  readonly policy: CachePolicy;
  readonly flights: Flights;
  /** Each time another number, from 0 to below 1. */
  readonly chance: () => number;
}
