import {
  fieldValue,
  filterFields,
  type HeaderFields,
  type RequestHeaders,
  requestField,
} from './header-fields.ts';
import { parseHttpDate } from './http-date.ts';
import type { StoredResponse } from './stored-response.ts';

/** Both positions count from 0 and are part of the answer. */
export interface Part {
  readonly kind: 'part';
  readonly firstByte: number;
  readonly lastByte: number;
}

/** What a GET is answered with from a stored full response: all of it, a part (206), or the word that there is none (416). */
export type RangeSelection = { readonly kind: 'whole' } | Part | { readonly kind: 'unsatisfiable' };

/**
 * Whether a GET asks for a part. What the store cannot answer goes to the origin as it is, and the 206 that it may answer
 * with is not stored.
 */
export function asksForRange(headers: RequestHeaders): boolean {
  return headers['range'] !== undefined;
}

const oneRange = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/**
 * RFC 9110 §14.2: the part of a stored response that a GET asks for; no other method has ranges. It is the last of the
 * conditions (§13.2.2), so a request that `isNotModified` is answered 304 before. A range of another unit, a malformed
 * one, or several at once are ignored, as a server may.
 */
export function selectRange(request: RequestHeaders, stored: StoredResponse): RangeSelection {
  const range = requestField(request, 'range');
  if (range === undefined || stored.status !== 200) return whole;
  const [, first = '', last = ''] = oneRange.exec(range) ?? [];
  if (first === '' && last === '') return whole;
  if (!ifRangeHolds(request, stored)) return whole;
  const length = stored.body.byteLength;
  return first === '' ? lastBytes(Number(last), length) : between(first, last, length);
}

/** RFC 9110 §14.1.2, int-range. */
function between(first: string, last: string, length: number): RangeSelection {
  const firstByte = Number(first);
  const lastByte = last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (last !== '' && Number(last) < firstByte) return whole;
  return firstByte < length ? { kind: 'part', firstByte, lastByte } : unsatisfiable;
}

/** RFC 9110 §14.1.2, suffix-range: more than there is means all, even of an empty body. */
function lastBytes(count: number, length: number): RangeSelection {
  if (count === 0) return unsatisfiable;
  if (length === 0) return whole;
  return { kind: 'part', firstByte: Math.max(0, length - count), lastByte: length - 1 };
}

/** RFC 9110 §13.1.5: the client has the rest of this very representation, by a strong validator, or else wants all of it anew. */
function ifRangeHolds(request: RequestHeaders, stored: StoredResponse): boolean {
  const validator = requestField(request, 'if-range');
  if (validator === undefined) return true;
  if (validator.startsWith('"')) return validator === stored.etag;
  return validator === stored.lastModified && isStrongDate(stored);
}

/** RFC 9110 §8.8.2.2: Last-Modified is strong if it was sent at least a second later, so that it cannot have changed again unseen. */
function isStrongDate({ headers, lastModified, bornAtUs }: StoredResponse): boolean {
  const modifiedUs = parseHttpDate(lastModified ?? '', bornAtUs);
  const sentUs = parseHttpDate(fieldValue(headers, 'date') ?? '', bornAtUs);
  return modifiedUs !== undefined && sentUs !== undefined && sentUs - modifiedUs >= 1e6;
}

/** RFC 9110 §15.3.7: the fields of the 206, all that the 200 would have. */
export function partHeaders({ headers, body }: StoredResponse, { firstByte, lastByte }: Part): HeaderFields {
  return [
    ...filterFields(headers, (name) => name !== 'content-length'),
    'content-length',
    String(lastByte - firstByte + 1),
    'content-range',
    `bytes ${firstByte}-${lastByte}/${body.byteLength}`,
  ];
}

/** RFC 9110 §15.5.17: the fields of the 416, which says how much there is. */
export function unsatisfiableHeaders({ body }: StoredResponse): HeaderFields {
  return ['content-length', '0', 'content-range', `bytes */${body.byteLength}`];
}

const whole = { kind: 'whole' } as const;
const unsatisfiable = { kind: 'unsatisfiable' } as const;
