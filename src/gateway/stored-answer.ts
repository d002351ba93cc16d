import type { IncomingMessage, ServerResponse } from 'node:http';
import { isNotModified, notModifiedHeaders } from './http-cache/not-modified.ts';
import { ageUs, type StoredResponse } from './http-cache/stored-response.ts';

export interface StoredAnswer {
  readonly stored: StoredResponse;
  readonly cacheStatus: string;
  readonly nowUs: number;
}

/** Answers a GET or HEAD with a stored response, or with 304 where the client has it already. */
export function answerFromStore(
  request: IncomingMessage,
  response: ServerResponse,
  { stored, cacheStatus, nowUs }: StoredAnswer,
): void {
  if (response.destroyed) return;
  const isKnown = isNotModified(request.headers, stored);
  const headers = isKnown ? notModifiedHeaders(stored) : stored.headers;
  // RFC 9111 §5.1.
  const age = String(Math.floor(ageUs(stored, nowUs) / 1e6));
  response.writeHead(isKnown ? 304 : stored.status, [...headers, 'age', age, 'cache-status', cacheStatus]);
  if (isKnown || request.method === 'HEAD') response.end();
  else response.end(stored.body);
}
