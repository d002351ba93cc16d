import type { StoredRecord } from './store.ts';

/**
 * A record as bytes, for stores outside this process:
 *
 *     magic "GBR" | version, 1 byte | length of meta, 4 bytes big-endian | meta, JSON | body
 *
 * Meta is the record without its body, and the body's length. The body follows as it is, so that it need not be copied
 * or escaped, and can be sent on as a view of what was read.
 */
const magic = Buffer.from('GBR');
const version = 2;
const metaAt = magic.length + 1 + 4;

export function encodeRecord(record: StoredRecord): Buffer {
  const { body, ...rest } = record.kind === 'response' ? record : { ...record, body: noBody };
  const meta = Buffer.from(JSON.stringify({ ...rest, bodyBytes: body.byteLength }));
  const head = Buffer.alloc(metaAt);
  magic.copy(head);
  head.writeUInt8(version, magic.length);
  head.writeUInt32BE(meta.byteLength, magic.length + 1);
  return Buffer.concat([head, meta, body]);
}

/** The record, or undefined where the bytes are not a complete record of this version: another's, cut off, or damaged. */
export function decodeRecord(bytes: Buffer): StoredRecord | undefined {
  if (bytes.byteLength < metaAt || bytes.compare(magic, 0, magic.length, 0, magic.length) !== 0)
    return undefined;
  if (bytes.readUInt8(magic.length) !== version) return undefined;
  const bodyAt = metaAt + bytes.readUInt32BE(magic.length + 1);
  if (bodyAt > bytes.byteLength) return undefined;
  const meta = parseJson(bytes.toString('utf8', metaAt, bodyAt));
  if (!isObject(meta) || meta['bodyBytes'] !== bytes.byteLength - bodyAt) return undefined;
  return toRecord(meta, bytes.subarray(bodyAt));
}

function toRecord(meta: Fields, body: Buffer): StoredRecord | undefined {
  const { bodyBytes: _, ...record } = meta;
  if (record['kind'] === 'variants') return isVariantIndex(record) ? (record as never) : undefined;
  const response = { etag: undefined, lastModified: undefined, ...record, body };
  return isResponse(response) ? (response as never) : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function isVariantIndex({ fields, generation, selections, usefulUntilUs }: Fields): boolean {
  return (
    isTextArray(fields) &&
    typeof generation === 'string' &&
    isTextArray(selections) &&
    Number.isFinite(usefulUntilUs)
  );
}

function isResponse(record: Fields): boolean {
  return (
    record['kind'] === 'response' &&
    isStatus(record['status']) &&
    isHeaderFields(record['headers']) &&
    Number.isFinite(record['bornAtUs']) &&
    Number.isFinite(record['lifetimeUs']) &&
    Number.isFinite(record['staleWhileRevalidateUs']) &&
    Number.isFinite(record['staleIfErrorUs']) &&
    Number.isFinite(record['fetchUs']) &&
    Number.isFinite(record['modifiedAtUs']) &&
    typeof record['alwaysRevalidate'] === 'boolean' &&
    typeof record['neverStale'] === 'boolean' &&
    typeof record['immutable'] === 'boolean' &&
    isTextArray(record['tags']) &&
    isTextOrAbsent(record['etag']) &&
    isTextOrAbsent(record['lastModified'])
  );
}

function isStatus(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value < 600;
}

const tokenShape = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
// Line breaks above all: they would let whoever wrote the record write the answer's header section.
const fieldTextShape = /^[\t\x20-\x7e\x80-\xff]*$/;

function isHeaderFields(value: unknown): boolean {
  if (!isTextArray(value) || value.length % 2 !== 0) return false;
  return value.every((text, at) => (at % 2 === 0 ? tokenShape : fieldTextShape).test(text));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isTextArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const noBody = new Uint8Array(0);
