import { KeyIndex } from './key-index.ts';

/** A log consists of about so many segments; the oldest is emptied when there is no room left. */
const segmentCount = 32;
/** Larger shares of a segment get one of their own, so that little room is left at the ends of segments. */
const largestShare = 1 / 4;
/** At most this share of a segment is spared when it is emptied, so that room is gained. */
const mostSpared = 1 / 2;
const headerBytes = 16;
/** Within the header. */
const readsAt = 11;
const mostReads = 255;

export interface RecordLogUsers {
  /** Whether a record is in use elsewhere, where reading it does not show here. */
  isInUse(key: string): boolean;
  /** It was thrown out for want of room. */
  evicted(key: string): void;
}

export interface LoggedValue {
  /** A view that is good only until another method is called. */
  readonly value: Buffer;
  /** How often it was read since it came or was last spared, up to 255. */
  readonly reads: number;
}

interface Segment {
  readonly bytes: Buffer;
  /** Where the next record goes. */
  end: number;
  /** Made for one record. */
  readonly isLarge: boolean;
}

/**
 * Bytes under keys, in a few large pieces of memory that are allocated once and written over: it takes what it was given,
 * whatever comes and goes. Of small buffers a garbage collector gives back what is free so late that a process takes two
 * to four times what lives.
 *
 * Records are appended. When there is no room, the oldest segment is emptied, but for those of its records that were
 * read since they came or were last spared, or are in use (FIFO with reinsertion, which throws out about what LRU would).
 *
 * A record: its length with everything, hash of the key, length of the key (3 bytes) and how often it was read (1 byte),
 * length of the value (4 bytes each, little-endian); key in Latin-1; value. Each begins at a multiple of 4.
 */
export class RecordLog {
  readonly #limitBytes: number;
  readonly #segmentBytes: number;
  readonly #users: RecordLogUsers;
  readonly #index = new KeyIndex();
  /** By their numbers; undefined: the number is free. */
  readonly #segments: (Segment | undefined)[] = [];
  /** Numbers of segments, the oldest first. */
  readonly #order: number[] = [];
  /** The segment that is being filled. */
  #current: number | undefined;
  #allocatedBytes = 0;
  #liveBytes = 0;

  constructor(limitBytes: number, users: RecordLogUsers) {
    this.#limitBytes = limitBytes;
    this.#segmentBytes = aligned(limitBytes / segmentCount);
    this.#users = users;
  }

  get size(): number {
    return this.#index.size;
  }

  /** Of the records that are there. */
  get bytes(): number {
    return this.#liveBytes;
  }

  get(key: string): LoggedValue | undefined {
    const entry = this.#find(key, hashOf(key));
    if (entry < 0) return undefined;
    const { bytes } = this.#segmentOf(entry);
    const at = this.#index.offsetAt(entry);
    const reads = Math.min(mostReads, (bytes[at + readsAt] as number) + 1);
    bytes[at + readsAt] = reads;
    const valueAt = at + headerBytes + keyLengthAt(bytes, at);
    return { value: bytes.subarray(valueAt, valueAt + bytes.readUInt32LE(at + 12)), reads };
  }

  /** Replaces what stands under the key. What is larger than the log, or has a key beyond Latin-1, is not kept. */
  set(key: string, value: Uint8Array): void {
    this.delete(key);
    const length = aligned(headerBytes + key.length + value.byteLength);
    const number = this.#makeRoom(length);
    if (number === undefined) return;
    const segment = this.#segments[number] as Segment;
    const { bytes, end: at } = segment;
    const hash = hashOf(key);
    bytes.writeUInt32LE(length, at);
    bytes.writeUInt32LE(hash, at + 4);
    bytes.writeUInt32LE(key.length, at + 8);
    bytes.writeUInt32LE(value.byteLength, at + 12);
    bytes.write(key, at + headerBytes, 'latin1');
    bytes.set(value, at + headerBytes + key.length);
    if (keyAt(bytes, at) !== key) return;
    segment.end += length;
    this.#liveBytes += length;
    this.#index.add(hash, number, at);
  }

  delete(key: string): void {
    const entry = this.#find(key, hashOf(key));
    if (entry >= 0) this.#remove(entry);
  }

  clear(): void {
    this.#index.clear();
    this.#segments.length = 0;
    this.#order.length = 0;
    this.#current = undefined;
    this.#allocatedBytes = 0;
    this.#liveBytes = 0;
  }

  #find(key: string, hash: number): number {
    return this.#index.find(
      hash,
      (number, at) => keyAt((this.#segments[number] as Segment).bytes, at) === key,
    );
  }

  #remove(entry: number): void {
    const { bytes } = this.#segmentOf(entry);
    this.#liveBytes -= bytes.readUInt32LE(this.#index.offsetAt(entry));
    this.#index.remove(entry);
  }

  #segmentOf(entry: number): Segment {
    return this.#segments[this.#index.segmentAt(entry)] as Segment;
  }

  /** The number of a segment that has room for so many bytes; undefined: none can have. */
  #makeRoom(length: number): number | undefined {
    const isLarge = length > this.#segmentBytes * largestShare;
    const wanted = isLarge ? length : this.#segmentBytes;
    if (wanted > this.#limitBytes) return undefined;
    if (!isLarge && this.#current !== undefined) {
      const { bytes, end } = this.#segments[this.#current] as Segment;
      if (end + length <= bytes.byteLength) return this.#current;
    }
    let chances = this.#order.length;
    while (this.#surplusBytes(wanted) > 0 && this.#order.length > 0) {
      const oldest = this.#order.shift() as number;
      const segment = this.#segments[oldest] as Segment;
      chances -= 1;
      if (chances >= 0 && segment.isLarge && this.#isWorthSparing(oldest, 0)) {
        segment.bytes[readsAt] = 0;
        this.#order.push(oldest);
      } else if (isLarge || segment.isLarge || this.#surplusBytes(0) > 0) {
        this.#empty(oldest, 0);
        this.#release(oldest);
      } else {
        this.#empty(oldest, this.#segmentBytes * mostSpared);
        this.#order.push(oldest);
        this.#current = oldest;
        return oldest;
      }
    }
    return this.#allocate(wanted, isLarge);
  }

  /** By how much the limit would be passed if so much were taken. */
  #surplusBytes(wantedBytes: number): number {
    return this.#allocatedBytes + this.#index.bytes + wantedBytes - this.#limitBytes;
  }

  #allocate(byteLength: number, isLarge: boolean): number {
    const free = this.#segments.indexOf(undefined);
    const number = free < 0 ? this.#segments.length : free;
    this.#segments[number] = { bytes: Buffer.allocUnsafeSlow(byteLength), end: 0, isLarge };
    this.#order.push(number);
    this.#allocatedBytes += byteLength;
    if (!isLarge) this.#current = number;
    return number;
  }

  #release(number: number): void {
    this.#allocatedBytes -= (this.#segments[number] as Segment).bytes.byteLength;
    this.#segments[number] = undefined;
    if (this.#current === number) this.#current = undefined;
  }

  /** Throws out the records of a segment, but for so many bytes of those that were read, which move to its beginning. */
  #empty(number: number, mostSparedBytes: number): void {
    const segment = this.#segments[number] as Segment;
    const { bytes, end } = segment;
    let spared = 0;
    for (let at = 0, length = 0; at < end; at += length) {
      length = bytes.readUInt32LE(at);
      const entry = this.#entryOf(number, at);
      if (entry < 0) continue;
      if (spared + length <= mostSparedBytes && this.#isWorthSparing(number, at)) {
        bytes[at + readsAt] = 0;
        bytes.copyWithin(spared, at, at + length);
        this.#index.move(entry, number, spared);
        spared += length;
      } else {
        const key = keyAt(bytes, at);
        this.#remove(entry);
        this.#users.evicted(key);
      }
    }
    segment.end = spared;
  }

  /** −1 for a record that was deleted or replaced. */
  #entryOf(number: number, at: number): number {
    const hash = (this.#segments[number] as Segment).bytes.readUInt32LE(at + 4);
    return this.#index.find(hash, (segment, offset) => segment === number && offset === at);
  }

  #isWorthSparing(number: number, at: number): boolean {
    const { bytes } = this.#segments[number] as Segment;
    if (this.#entryOf(number, at) < 0) return false;
    return bytes[at + readsAt] !== 0 || this.#users.isInUse(keyAt(bytes, at));
  }
}

const aligned = (length: number): number => Math.ceil(length / 4) * 4;
const keyLengthAt = (bytes: Buffer, at: number): number => bytes.readUInt32LE(at + 8) & 0xffffff;

function keyAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at + headerBytes, at + headerBytes + keyLengthAt(bytes, at));
}

/** Not to be foreseen, so that nobody can choose keys that all have the same hash. */
const seed = Math.floor(Math.random() * 2 ** 32);

/** FNV-1a, its bits mixed once more because tables look at the lowest. */
function hashOf(key: string): number {
  let hash = seed;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
