import type { KeptResponse } from '../../../src/gateway/store/store.ts';
import { aStoredResponse } from '../http-cache/a-stored-response.ts';

/** A response as it stands in a store, but for what a test changes. */
export function aKeptResponse(
  headers: readonly string[] = [],
  changes: Partial<KeptResponse> = {},
): KeptResponse {
  return { ...aStoredResponse(headers), purgesKnown: 0, ...changes };
}
