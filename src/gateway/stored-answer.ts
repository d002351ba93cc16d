import type { Exchange } from './exchange.ts';
import type { HeaderFields } from './http-cache/header-fields.ts';
import { isNotModified, notModifiedHeaders } from './http-cache/not-modified.ts';
import { asksForRange, partHeaders, selectRange, unsatisfiableHeaders } from './http-cache/range.ts';
import { ageUs, type StoredResponse } from './http-cache/stored-response.ts';

export interface StoredAnswer {
  readonly stored: StoredResponse;
  readonly cacheStatus: string;
  readonly nowUs: number;
}

/** Answers a GET or HEAD with a stored response or the part of it that is asked for, or with 304 where the client has it already. */
export function answerFromStore(exchange: Exchange, answer: StoredAnswer): void {
  const { headers, request, response } = exchange;
  if (response.destroyed) return;
  if (asksForRange(headers) && request.method === 'GET' && !isNotModified(headers, answer.stored)) {
    answerRange(exchange, answer);
  } else if (writeStoredHead(exchange, answer)) {
    response.end(answer.stored.body);
  } else {
    response.end();
  }
}

/** The header section of an answer that is whole or 304. True: the body is to follow. */
export function writeStoredHead({ request, headers, response }: Exchange, answer: StoredAnswer): boolean {
  const { stored } = answer;
  const isKnown = isNotModified(headers, stored);
  const fields = isKnown ? notModifiedHeaders(stored) : stored.headers;
  response.writeHead(isKnown ? 304 : stored.status, withOurs(fields, answer));
  return !isKnown && request.method !== 'HEAD';
}

/** RFC 9110 §14. */
function answerRange({ headers, response }: Exchange, answer: StoredAnswer): void {
  const { stored } = answer;
  const range = selectRange(headers, stored);
  switch (range.kind) {
    case 'whole':
      response.writeHead(stored.status, withOurs(stored.headers, answer));
      response.end(stored.body);
      break;
    case 'part':
      response.writeHead(206, withOurs(partHeaders(stored, range), answer));
      response.end(stored.body.subarray(range.firstByte, range.lastByte + 1));
      break;
    case 'unsatisfiable':
      response.writeHead(416, withOurs(unsatisfiableHeaders(stored), answer));
      response.end();
      break;
  }
}

/** RFC 9111 §5.1: every answer from a store tells its age. */
function withOurs(fields: HeaderFields, { stored, cacheStatus, nowUs }: StoredAnswer): string[] {
  const ageS = Math.floor(ageUs(stored, nowUs) / 1e6);
  return [...fields, 'age', String(ageS), 'cache-status', cacheStatus];
}
