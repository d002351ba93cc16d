import { validateHeaderName, validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord } from '../../../src/gateway/store/record-codec.ts';
import type { KeptResponse } from '../../../src/gateway/store/store.ts';

const fieldText = fc.stringMatching(/^[\x20-\x7e\xa0-\xff]{0,20}$/);
const fieldName = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const time = fc.integer({ min: 0, max: 2 ** 52 });

const anyResponse: fc.Arbitrary<KeptResponse> = fc.record({
  kind: fc.constant('response' as const),
  status: fc.integer({ min: 200, max: 599 }),
  headers: fc.array(fc.tuple(fieldName, fieldText)).map((fields) => fields.flat()),
  body: fc.uint8Array({ maxLength: 300 }),
  bornAtUs: time,
  lifetimeUs: time,
  staleWhileRevalidateUs: time,
  staleIfErrorUs: time,
  alwaysRevalidate: fc.boolean(),
  neverStale: fc.boolean(),
  immutable: fc.boolean(),
  etag: fc.option(fieldText, { nil: undefined }),
  lastModified: fc.option(fieldText, { nil: undefined }),
  modifiedAtUs: time,
  tags: fc.array(fieldText),
  fetchUs: time,
  purgesKnown: time,
});

function sample(): KeptResponse {
  const [response] = fc.sample(anyResponse, { numRuns: 1, seed: 7 });
  return { ...(response as KeptResponse), body: Buffer.from('body') };
}

describe('encodeRecord and decodeRecord', () => {
  it('return the same response', () => {
    fc.assert(
      fc.property(anyResponse, (response) => {
        const decoded = decodeRecord(encodeRecord(response)) as KeptResponse;
        expect({ ...decoded, body: new Uint8Array(decoded.body) }).toEqual(response);
      }),
    );
  });

  it('return the same index of variants', () => {
    const index = {
      kind: 'variants',
      fields: ['accept'],
      generation: 'g',
      usefulUntilUs: 1.7e15,
      selections: ['1:a', '-'],
    } as const;
    expect(decodeRecord(encodeRecord(index))).toEqual(index);
  });

  it('take the body as it is, without a copy', () => {
    const bytes = encodeRecord(sample());
    const decoded = decodeRecord(bytes) as KeptResponse;
    expect(decoded.body.buffer).toBe(bytes.buffer);
  });
});

describe('decodeRecord', () => {
  it('finds no record in bytes of any other kind', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => decodeRecord(Buffer.from(bytes)) === undefined));
    expect(decodeRecord(Buffer.from('{"some":"JSON of somebody else"}'))).toBeUndefined();
  });

  it('finds no record where the bytes are cut off at any place, or continued', () => {
    const bytes = encodeRecord(sample());
    for (let length = 0; length < bytes.byteLength; length++) {
      expect(decodeRecord(bytes.subarray(0, length))).toBeUndefined();
    }
    expect(decodeRecord(Buffer.concat([bytes, Buffer.from('x')]))).toBeUndefined();
  });

  it('finds no record of another version', () => {
    const bytes = encodeRecord(sample());
    bytes.writeUInt8(bytes.readUInt8(3) + 1, 3);
    expect(decodeRecord(bytes)).toBeUndefined();
  });

  it.each([
    { status: 99 },
    { status: 600 },
    { headers: ['name alone'] },
    { headers: ['', 'nameless'] },
    { headers: ['x', 'a\r\nset-cookie: b'] },
    { headers: ['x', 'a\nset-cookie\nb'] },
    { headers: ['x', 'a\n\nb'] },
    // Cut to their lower byte, as Latin-1 is written, these would be line breaks.
    { headers: ['x', 'a\u010aset-cookie\u010ab'] },
    { headers: ['x', 'a\u010d'] },
    { headers: ['x y', 'a'] },
    { headers: ['x:', 'a'] },
    { bornAtUs: Number.NaN },
    { lifetimeUs: Number.POSITIVE_INFINITY },
    { staleWhileRevalidateUs: undefined },
    { staleIfErrorUs: Number.NEGATIVE_INFINITY },
    { fetchUs: Number.NaN },
    { modifiedAtUs: Number.NaN },
    { purgesKnown: undefined },
    { etag: '"a"\r\nx: y' },
    { etag: '"a"\n"b"' },
    { lastModified: 'a\n' },
    { tags: ['key:a\nkey:b'] },
    { kind: 'variants' },
    { kind: 'other' },
  ])('finds no record in what no gateway would write, as %j', (wrong) => {
    const bytes = encodeRecord({ ...sample(), ...wrong } as KeptResponse);
    expect(decodeRecord(bytes)).toBeUndefined();
  });

  it('finds no header section that could not be sent in damaged bytes, whichever they are', () => {
    const original = encodeRecord(sample());
    const damage = fc.tuple(fc.nat(original.byteLength - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        const bytes = Buffer.from(original);
        for (const [at, change] of damages) bytes[at] = (bytes[at] ?? 0) ^ change;
        const record = decodeRecord(bytes);
        const headers = record?.kind === 'response' ? record.headers : [];
        for (let at = 0; at < headers.length; at += 2) {
          validateHeaderName(headers[at] ?? '');
          validateHeaderValue(headers[at] ?? '', headers[at + 1] as string);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
