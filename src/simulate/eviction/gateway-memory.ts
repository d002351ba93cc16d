import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { DenseIndex, noSlot } from './key-index.ts';
import { Lru } from './lru.ts';

// As in gateway/store/memory-store.ts.
const objectShare = 1 / 8;
const readsPerPromotion = 4;
/**
 * By how much a record weighs more as an object than as bytes: gateway/store/record-size.ts, less the codec's, for an answer with
 * the fields that simulated backends send.
 */
const objectExtraBytes = 930;

// As in gateway/store/record-log.ts.
const segmentCount = 32;
const largestShare = 1 / 4;
const mostSpared = 1 / 2;
const mostReads = 255;

// As in gateway/store/key-index.ts.
const indexEntryBytes = 12;
const firstIndexLength = 64;
const mostFull = 0.7;

interface Segment {
  readonly bytes: number;
  /** Where the next record goes. */
  end: number;
  /** Made for one record. */
  readonly isLarge: boolean;
  /** The slots of its records in their order, those that were removed or moved away since among them. */
  slots: number[];
}

/**
 * What a gateway keeps in its own memory: most of it is a log of records in segments. The oldest segment is emptied when there is
 * no room, but for what was asked for since it came or was last spared; the rest of the memory is an LRU cache of those records
 * that are asked for often, which then are not read in the log. Decides as `MemoryStore` does, step by step.
 *
 * It counts bytes, those of the store's index included: the weight of an entry is what its record takes in the log, a multiple of 4.
 * What is heavier than 7/8 of the capacity is not stored.
 */
export class GatewayMemory implements EvictionPolicy {
  readonly entries: Entries;
  readonly #limit: number;
  readonly #segmentBytes: number;
  /** By the slots of their records. */
  readonly #objects: Lru;
  /** By their numbers; undefined: the number is free. */
  readonly #segments: (Segment | undefined)[] = [];
  /** Numbers of segments, the oldest first. */
  readonly #order: number[] = [];
  /** The segment that is being filled. */
  #current: number | undefined;
  #allocated = 0;
  #indexLength = firstIndexLength;
  /** By slot: its segment, the place in that, and how often it was read there. */
  readonly #segmentOf: Int32Array;
  readonly #placeOf: Int32Array;
  readonly #reads: Uint8Array;

  constructor({ capacity, mostEntries, createIndex, random, nowUs }: Room) {
    const objectBytes = Math.max(1, Math.floor(capacity * objectShare));
    this.#limit = capacity - objectBytes;
    this.#segmentBytes = aligned(this.#limit / segmentCount);
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#objects = new Lru({
      capacity: objectBytes,
      mostEntries: Math.min(mostEntries, Math.floor(objectBytes / objectExtraBytes) + 1),
      createIndex: () => new DenseIndex(mostEntries),
      random,
      nowUs,
    });
    this.#segmentOf = new Int32Array(mostEntries);
    this.#placeOf = new Int32Array(mostEntries);
    this.#reads = new Uint8Array(mostEntries);
  }

  touch(slot: number): void {
    const object = this.#objects.entries.find(slot);
    if (object !== noSlot) {
      this.#objects.touch(object);
      return;
    }
    const reads = Math.min(mostReads, (this.#reads[slot] as number) + 1);
    this.#reads[slot] = reads;
    if (reads % readsPerPromotion === 0) {
      this.#objects.insert(slot, this.entries.weightIn(slot) + objectExtraBytes);
    }
  }

  insert(key: number, weight: number): number {
    const number = this.#makeRoom(weight);
    if (number === undefined) return noSlot;
    const segment = this.#segments[number] as Segment;
    const slot = this.entries.add(key, weight);
    this.#segmentOf[slot] = number;
    this.#placeOf[slot] = segment.slots.length;
    this.#reads[slot] = 0;
    segment.slots.push(slot);
    segment.end += weight;
    if (this.entries.size > mostFull * this.#indexLength) this.#indexLength *= 2;
    return slot;
  }

  /** Its room in the log is free only when its segment is emptied. */
  remove(slot: number): void {
    const object = this.#objects.entries.find(slot);
    if (object !== noSlot) this.#objects.remove(object);
    this.#segmentOf[slot] = noSlot;
    this.entries.remove(slot);
  }

  /** The number of a segment that has room for so many bytes; undefined: none can have. */
  #makeRoom(length: number): number | undefined {
    const isLarge = length > this.#segmentBytes * largestShare;
    const wanted = isLarge ? length : this.#segmentBytes;
    if (wanted > this.#limit) return undefined;
    if (!isLarge && this.#current !== undefined) {
      const { bytes, end } = this.#segments[this.#current] as Segment;
      if (end + length <= bytes) return this.#current;
    }
    let chances = this.#order.length;
    while (this.#surplus(wanted) > 0 && this.#order.length > 0) {
      const oldest = this.#order.shift() as number;
      const segment = this.#segments[oldest] as Segment;
      chances -= 1;
      if (chances >= 0 && segment.isLarge && this.#isWorthSparing(oldest, 0)) {
        this.#reads[segment.slots[0] as number] = 0;
        this.#order.push(oldest);
      } else if (isLarge || segment.isLarge || this.#surplus(0) > 0) {
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
  #surplus(wanted: number): number {
    return this.#allocated + indexEntryBytes * this.#indexLength + wanted - this.#limit;
  }

  #allocate(bytes: number, isLarge: boolean): number {
    const free = this.#segments.indexOf(undefined);
    const number = free < 0 ? this.#segments.length : free;
    this.#segments[number] = { bytes, end: 0, isLarge, slots: [] };
    this.#order.push(number);
    this.#allocated += bytes;
    if (!isLarge) this.#current = number;
    return number;
  }

  #release(number: number): void {
    this.#allocated -= (this.#segments[number] as Segment).bytes;
    this.#segments[number] = undefined;
    if (this.#current === number) this.#current = undefined;
  }

  /** Throws out the records of a segment, but for so many bytes of those that were read, which move to its beginning. */
  #empty(number: number, mostSparedBytes: number): void {
    const segment = this.#segments[number] as Segment;
    const kept: number[] = [];
    let spared = 0;
    for (const [place, slot] of segment.slots.entries()) {
      if (!this.#isIn(number, place, slot)) continue;
      const weight = this.entries.weightIn(slot);
      if (spared + weight <= mostSparedBytes && this.#isWorthSparing(number, place)) {
        this.#reads[slot] = 0;
        kept.push(slot);
        spared += weight;
      } else this.remove(slot);
    }
    for (const [place, slot] of kept.entries()) this.#placeOf[slot] = place;
    segment.slots = kept;
    segment.end = spared;
  }

  /** False for a record that was removed, though its slot may be another's by now. */
  #isIn(number: number, place: number, slot: number): boolean {
    return this.#segmentOf[slot] === number && this.#placeOf[slot] === place;
  }

  #isWorthSparing(number: number, place: number): boolean {
    const slot = (this.#segments[number] as Segment).slots[place] as number;
    if (!this.#isIn(number, place, slot)) return false;
    return this.#reads[slot] !== 0 || this.#objects.entries.find(slot) !== noSlot;
  }
}

const aligned = (length: number): number => Math.ceil(length / 4) * 4;
