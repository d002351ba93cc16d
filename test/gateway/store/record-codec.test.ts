import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredResponse } from '../../../src/gateway/http-cache/stored-response.ts';
import { decodeRecord, encodeRecord } from '../../../src/gateway/store/record-codec.ts';

const fieldText = fc.stringMatching(/^[\x20-\x7e\xa0-\xff]{0,20}$/);
const fieldName = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const time = fc.integer({ min: 0, max: 2 ** 52 });

const anyResponse: fc.Arbitrary<StoredResponse> = fc.record({
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
});

function sample(): StoredResponse {
  const [response] = fc.sample(anyResponse, { numRuns: 1, seed: 7 });
  return { ...(response as StoredResponse), body: Buffer.from('body') };
}

describe('encodeRecord and decodeRecord', () => {
  it('return the same response', () => {
    fc.assert(
      fc.property(anyResponse, (response) => {
        const decoded = decodeRecord(encodeRecord(response)) as StoredResponse;
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
    const decoded = decodeRecord(bytes) as StoredResponse;
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
    { status: '200' },
    { status: 99 },
    { headers: ['name alone'] },
    { headers: ['x', 'a\r\nset-cookie: b'] },
    { headers: ['x y', 'a'] },
    { headers: [1, 2] },
    { bornAtUs: null },
    { lifetimeUs: 'long' },
    { neverStale: undefined },
    { immutable: 1 },
    { staleWhileRevalidateUs: null },
    { staleIfErrorUs: '60' },
    { fetchUs: null },
    { tags: 'key:a' },
    { tags: [1] },
    { etag: 1 },
    { kind: 'variants' },
    { kind: 'other' },
  ])('finds no record in meta that does not fit, as %j', (wrong) => {
    const bytes = encodeRecord({ ...sample(), ...wrong } as StoredResponse);
    expect(decodeRecord(bytes)).toBeUndefined();
  });

  it('survives any change of a single byte', () => {
    const bytes = encodeRecord(sample());
    fc.assert(
      fc.property(fc.nat(bytes.byteLength - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        expect(() => decodeRecord(damaged)).not.toThrow();
      }),
    );
  });
});
