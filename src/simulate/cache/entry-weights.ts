/** Bytes that a gateway's log of records takes for one; see gateway/store/record-log.ts. */
export function logBytes(keyLength: number, recordBytes: number): number {
  return Math.ceil((16 + keyLength + recordBytes) / 4) * 4;
}

/** In gateway/store/redis-keys.ts, after the prefix: as in `r{key}`. */
const nameBeside = 3;
/** As `gatebench:2026-11-24T03-00-00:12:`. */
const prefixLength = 33;
/** A UUID, a dot and a number: what stands in a fence. */
const fenceLength = 42;
/** A string as short as that shares its allocation with its object (`OBJ_ENCODING_EMBSTR_SIZE_LIMIT` in object.c). */
const mostEmbedded = 44;
const objectBytes = 16;
const dictEntryBytes = 32;
/** Two tables of buckets, of the keys and of their expiries, of 8 bytes each, between a half and wholly full. */
const bucketBytes = 24;

/** Bytes by which a server's `used_memory` grows for a record under a gateway's key, measured with Redis 7. */
export function redisRecordBytes(keyLength: number, recordBytes: number): number {
  return redisBytes(prefixLength + nameBeside + keyLength, recordBytes);
}

/** The same for the fence of a key. */
export function redisFenceBytes(keyLength: number): number {
  return redisBytes(prefixLength + nameBeside + keyLength, fenceLength);
}

/** Of a string that expires: name, value, object, an entry among the keys and one among the expiries. */
export function redisBytes(nameLength: number, valueLength: number): number {
  const value =
    valueLength <= mostEmbedded
      ? allocated(objectBytes + stringBytes(valueLength))
      : allocated(objectBytes) + allocated(stringBytes(valueLength));
  return allocated(stringBytes(nameLength)) + value + 2 * dictEntryBytes + bucketBytes;
}

/** A header that tells length and room, and a zero at the end (sds.h). */
function stringBytes(length: number): number {
  const header = length < 2 ** 8 ? 3 : length < 2 ** 16 ? 5 : 9;
  return header + length + 1;
}

/** jemalloc's size classes: multiples of 16 up to 128, then four to each doubling. */
function allocated(bytes: number): number {
  const step = bytes <= 128 ? 16 : 2 ** (Math.ceil(Math.log2(bytes)) - 3);
  return Math.ceil(bytes / step) * step;
}
