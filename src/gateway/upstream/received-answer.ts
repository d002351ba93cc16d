import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { ReceivedResponse } from '../http-cache/received-response.ts';
import { endToEndFields } from './end-to-end-fields.ts';

export interface ReceivedTimes {
  /** When the request was sent; µs since 1970. */
  readonly requestedAtUs: number;
  /** When the header section of the answer arrived; µs since 1970. */
  readonly receivedAtUs: number;
}

/**
 * An origin's answer as undici hands it over, as the rest of the gateway sees it. Undefined where it cannot be passed on;
 * it is aborted then.
 */
export function receiveAnswer(
  controller: Dispatcher.DispatchController,
  status: number,
  headers: IncomingHttpHeaders,
  { requestedAtUs, receivedAtUs }: ReceivedTimes,
): ReceivedResponse | undefined {
  if (isUndecodable(headers)) {
    controller.abort(new Error('the answer is in an unknown transfer coding'));
    return undefined;
  }
  const fields = endToEndFields(headers);
  // RFC 9110 §6.6.1: a recipient with a clock supplies a missing Date.
  if (headers.date === undefined) fields.push('date', new Date(receivedAtUs / 1e3).toUTCString());
  return { status, headers: fields, requestedAtUs, receivedAtUs };
}

/**
 * Whether the body is in a transfer coding other than chunks. We asked for none (no TE field), so none can be undone, and
 * passed on without its name it would be taken for the body itself (RFC 9112 §6.1 and §7).
 */
function isUndecodable(headers: IncomingHttpHeaders): boolean {
  const coding = headers['transfer-encoding'];
  return coding !== undefined && coding.trim().toLowerCase() !== 'chunked';
}

/** Without a length or chunks a body ends when its connection does (RFC 9112 §6.3), so a broken one cannot be told from a whole one. */
export function endsWithConnection(status: number, headers: IncomingHttpHeaders): boolean {
  const hasLength = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  return !hasLength && status !== 204;
}
