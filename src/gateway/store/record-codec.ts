import type { VariantIndex } from '../http-cache/variant-index.ts';
import { nameIn } from './known-names.ts';
import type { KeptResponse, StoredRecord } from './store.ts';
import { decodeVariantIndex, encodeVariantIndex } from './variant-index-codec.ts';

/**
 * A record as bytes, for stores outside this process. Numbers are little-endian, text is Latin-1, as in HTTP:
 *
 *      0  magic "GBR", version
 *      4  kind: "r", a response, or "v", an index of variants, which follows as JSON
 *      5  flags
 *      6  status, 2 bytes
 *      8  times, 8 bytes each as IEEE 754; see `times`
 *     64  length of the text, 4 bytes
 *     68  number of texts in the header section, 4 bytes, and of notes, 4 bytes
 *     76  length of the body, 4 bytes
 *     80  text: name, line feed, value, line feed, and so on; an empty line; then notes, each with a line feed: entity tag
 *         and Last-Modified where flags say so, and tags
 *         body, as it is, so that it need not be copied and can be sent on as a view of what was read
 *
 * It is read for every hit, so its form is made for being checked and taken apart in few steps.
 */
const mark = 0x03524247; // "GBR" and version 3
const responseKind = 0x72;
const indexKind = 0x76;
const textAt = 80;
const lineFeed = 0x0a;

const flag = { alwaysRevalidate: 1, neverStale: 2, immutable: 4, etag: 8, lastModified: 16 } as const;

export function encodeRecord(record: StoredRecord): Buffer {
  return record.kind === 'response' ? encodeResponse(record) : encodeIndex(record);
}

/**
 * The record, or undefined where the bytes are not a complete record of this version: another's, cut off, or damaged.
 * `takeBody` makes the body of a view of it; without, the view is the body.
 */
export function decodeRecord(
  bytes: Buffer,
  takeBody: (view: Buffer) => Buffer = asItIs,
): StoredRecord | undefined {
  if (bytes.byteLength < 5 || bytes.readUInt32LE(0) !== mark) return undefined;
  if (bytes[4] === responseKind) return decodeResponse(bytes, takeBody);
  return bytes[4] === indexKind ? decodeVariantIndex(bytes.subarray(5)) : undefined;
}

const asItIs = (view: Buffer): Buffer => view;

function encodeIndex(index: VariantIndex): Buffer {
  return Buffer.concat([head(indexKind, 5), encodeVariantIndex(index)]);
}

function encodeResponse(response: KeptResponse): Buffer {
  const { status, headers, body, etag, lastModified, tags } = response;
  const notes = [etag, lastModified, ...tags].filter((note) => note !== undefined);
  const text = Buffer.from(`${lines(headers)}\n${lines(notes)}`, 'latin1');
  const bytes = head(responseKind, textAt);
  bytes.writeUInt8(flagsOf(response), 5);
  bytes.writeUInt16LE(status, 6);
  for (const [at, name] of times.entries()) bytes.writeDoubleLE(response[name], 8 + 8 * at);
  bytes.writeUInt32LE(text.byteLength, 64);
  bytes.writeUInt32LE(headers.length, 68);
  bytes.writeUInt32LE(notes.length, 72);
  bytes.writeUInt32LE(body.byteLength, 76);
  return Buffer.concat([bytes, text, body]);
}

const times = [
  'bornAtUs',
  'lifetimeUs',
  'staleWhileRevalidateUs',
  'staleIfErrorUs',
  'modifiedAtUs',
  'fetchUs',
  'purgesKnown',
] as const satisfies readonly (keyof KeptResponse)[];

function decodeResponse(bytes: Buffer, takeBody: (view: Buffer) => Buffer): KeptResponse | undefined {
  if (bytes.byteLength < textAt) return undefined;
  const bodyAt = textAt + bytes.readUInt32LE(64);
  if (bodyAt + bytes.readUInt32LE(76) !== bytes.byteLength) return undefined;
  const status = bytes.readUInt16LE(6);
  const text = bytes.toString('latin1', textAt, bodyAt);
  if (status < 200 || status >= 600 || !textShape.test(text)) return undefined;
  const headers: string[] = [];
  const notes = takeNotes(text, takeFields(text, headers) + 1);
  if (headers.length !== bytes.readUInt32LE(68) || notes.length !== bytes.readUInt32LE(72)) return undefined;
  const flags = bytes[5] as number;
  const etag = (flags & flag.etag) === 0 ? undefined : notes.shift();
  const lastModified = (flags & flag.lastModified) === 0 ? undefined : notes.shift();
  const response: KeptResponse = {
    kind: 'response',
    status,
    headers,
    body: takeBody(bytes.subarray(bodyAt)),
    bornAtUs: bytes.readDoubleLE(8),
    lifetimeUs: bytes.readDoubleLE(16),
    staleWhileRevalidateUs: bytes.readDoubleLE(24),
    staleIfErrorUs: bytes.readDoubleLE(32),
    alwaysRevalidate: (flags & flag.alwaysRevalidate) !== 0,
    neverStale: (flags & flag.neverStale) !== 0,
    immutable: (flags & flag.immutable) !== 0,
    etag,
    lastModified,
    modifiedAtUs: bytes.readDoubleLE(40),
    tags: notes,
    fetchUs: bytes.readDoubleLE(48),
    purgesKnown: bytes.readDoubleLE(56),
  };
  return areFinite(response) ? response : undefined;
}

/**
 * Line breaks above all must not be in a name or a value: they would let whoever wrote the record write the header
 * section of an answer. None can be, because they are what the text is split at; and a value that was cut in two by one
 * makes the number of texts wrong.
 */
const textShape =
  /^(?:[!#$%&'*+.^_`|~0-9a-z-]+\n[\t\x20-\x7e\x80-\xff]*\n)*\n(?:[\t\x20-\x7e\x80-\xff]*\n)*$/;

/** Adds names and values, as lines in turn, up to the empty line where a name should be; gives the place of that. */
function takeFields(text: string, into: string[]): number {
  let at = 0;
  while (text.charCodeAt(at) !== lineFeed) {
    const valueAt = text.indexOf('\n', at) + 1;
    const end = text.indexOf('\n', valueAt);
    into.push(nameIn(text, at, valueAt - 1, into.length / 2), text.slice(valueAt, end));
    at = end + 1;
  }
  return at;
}

function takeNotes(text: string, from: number): string[] {
  const notes: string[] = [];
  for (let at = from; at < text.length; ) {
    const end = text.indexOf('\n', at);
    notes.push(text.slice(at, end));
    at = end + 1;
  }
  return notes;
}

function lines(texts: readonly string[]): string {
  let joined = '';
  for (const text of texts) joined += `${text}\n`;
  return joined;
}

/** The sum of numbers that are finite, and no larger than times are, is finite; of others it is not. */
function areFinite(response: KeptResponse): boolean {
  const { bornAtUs, lifetimeUs, staleWhileRevalidateUs, staleIfErrorUs } = response;
  const { modifiedAtUs, fetchUs, purgesKnown } = response;
  return Number.isFinite(
    bornAtUs + lifetimeUs + staleWhileRevalidateUs + staleIfErrorUs + modifiedAtUs + fetchUs + purgesKnown,
  );
}

function flagsOf(response: KeptResponse): number {
  let flags = response.etag === undefined ? 0 : flag.etag;
  if (response.lastModified !== undefined) flags |= flag.lastModified;
  if (response.alwaysRevalidate) flags |= flag.alwaysRevalidate;
  if (response.neverStale) flags |= flag.neverStale;
  if (response.immutable) flags |= flag.immutable;
  return flags;
}

function head(kind: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(mark, 0);
  bytes.writeUInt8(kind, 4);
  return bytes;
}
