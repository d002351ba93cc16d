import { type StoredResponse, toStoredResponse } from '../../../src/gateway/http-cache/stored-response.ts';

/** When stored responses of these tests were received; µs since 1970. */
export const receivedAtUs = Date.UTC(2026, 10, 23, 12, 0, 0) * 1e3;

/** A response with these fields, as it is stored on arrival. */
export function aStoredResponse(headers: readonly string[], status = 200): StoredResponse {
  const response = { status, headers, body: Buffer.from('body'), requestedAtUs: receivedAtUs, receivedAtUs };
  return toStoredResponse(response, undefined);
}
