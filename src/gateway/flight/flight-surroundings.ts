import type { CachePolicy } from '../http-cache/cache-policy.ts';
import type { ResponseCache } from '../response-cache.ts';
import type { Origins } from '../upstream/send-to-origin.ts';
import type { InFlightRoom } from './in-flight-room.ts';

/** What flights need of the gateway around them. */
export interface FlightSurroundings {
  readonly cache: ResponseCache;
  readonly policy: CachePolicy;
  readonly origins: Origins;
  readonly room: InFlightRoom;
  readonly maxBodyBytes: number;
  /** µs since 1970. */
  readonly nowUs: () => number;
  /** Each time another number, from 0 to below 1. */
  readonly chance: () => number;
}
