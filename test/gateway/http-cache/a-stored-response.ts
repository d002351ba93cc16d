import { obeyOrigin } from '../../../src/gateway/http-cache/cache-policy.ts';
import { type StoredResponse, toStoredResponse } from '../../../src/gateway/http-cache/stored-response.ts';

/** When stored responses of these tests were received; µs since 1970. */
export const receivedAtUs = Date.UTC(2026, 10, 23, 12, 0, 0) * 1e3;

export const origin = 'http://127.0.0.1:40001';

/** A response with these fields, as it is stored on arrival. */
export function aStoredResponse(headers: readonly string[], status = 200, body = 'body'): StoredResponse {
  const times = { requestedAtUs: receivedAtUs, receivedAtUs };
  return toStoredResponse({ status, headers, body: Buffer.from(body), origin, ...times }, obeyOrigin, 0);
}
