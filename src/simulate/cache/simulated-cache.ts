import type { EvictionPolicy } from '../eviction/eviction-policy.ts';
import { noSlot } from '../eviction/key-index.ts';
import type { Stored } from '../model/stored.ts';

export interface CacheOptions {
  /** With nothing stored. */
  readonly createPolicy: () => EvictionPolicy;
  /** The most entries that it ever holds. */
  readonly mostEntries: number;
  /** How many bytes an entry takes. */
  readonly bytesOf: (key: number, stored: Stored) => number;
  /** Whether the policy's capacity is a number of entries, however large they are; else it is their bytes. */
  readonly isCounted: boolean;
}

/**
 * A cache and what it holds: an eviction policy, and beside each of its slots what is stored of an answer. What has expired stays
 * until it is replaced or evicted, as in a gateway's memory, because it can be revalidated.
 */
export class SimulatedCache {
  readonly #createPolicy: () => EvictionPolicy;
  readonly #bytesOf: CacheOptions['bytesOf'];
  readonly #isCounted: boolean;
  readonly #route: Uint16Array;
  readonly #bornAtUs: Float64Array;
  readonly #lifetimeUs: Float64Array;
  readonly #usefulUntilUs: Float64Array;
  readonly #status: Uint16Array;
  readonly #bodyBytes: Uint32Array;
  readonly #writes: Uint32Array;
  readonly #changes: Uint32Array;
  readonly #fetchUs: Float32Array;
  #policy: EvictionPolicy;
  #inserted = 0;
  #removed = 0;

  constructor({ createPolicy, mostEntries, bytesOf, isCounted }: CacheOptions) {
    this.#createPolicy = createPolicy;
    this.#bytesOf = bytesOf;
    this.#isCounted = isCounted;
    this.#policy = createPolicy();
    this.#route = new Uint16Array(mostEntries);
    this.#bornAtUs = new Float64Array(mostEntries);
    this.#lifetimeUs = new Float64Array(mostEntries);
    this.#usefulUntilUs = new Float64Array(mostEntries);
    this.#status = new Uint16Array(mostEntries);
    this.#bodyBytes = new Uint32Array(mostEntries);
    this.#writes = new Uint32Array(mostEntries);
    this.#changes = new Uint32Array(mostEntries);
    this.#fetchUs = new Float32Array(mostEntries);
  }

  /** The slot of what is stored under a key, or −1. It is the key's only until something else is stored or thrown out. */
  find(key: number): number {
    return this.#policy.entries.find(key);
  }

  /** A request has looked at it, whether or not it was good for an answer. */
  touch(slot: number): void {
    this.#policy.touch(slot);
  }

  read(slot: number): Stored {
    return {
      route: this.#route[slot] as number,
      bornAtUs: this.#bornAtUs[slot] as number,
      lifetimeUs: this.#lifetimeUs[slot] as number,
      usefulUntilUs: this.#usefulUntilUs[slot] as number,
      status: this.#status[slot] as number,
      bodyBytes: this.#bodyBytes[slot] as number,
      writes: this.#writes[slot] as number,
      changes: this.#changes[slot] as number,
      fetchUs: this.#fetchUs[slot] as number,
    };
  }

  bodyBytes(slot: number): number {
    return this.#bodyBytes[slot] as number;
  }

  status(slot: number): number {
    return this.#status[slot] as number;
  }

  writes(slot: number): number {
    return this.#writes[slot] as number;
  }

  changes(slot: number): number {
    return this.#changes[slot] as number;
  }

  /** From when on it may not be used without asking, or only while it is refreshed. */
  freshUntilUs(slot: number): number {
    return (this.#bornAtUs[slot] as number) + (this.#lifetimeUs[slot] as number);
  }

  /** From when on it is of no use. */
  usefulUntilUs(slot: number): number {
    return this.#usefulUntilUs[slot] as number;
  }

  /** Stores an answer in place of what is stored under its key, after evicting what is in its way; what has no room is not stored. */
  keep(key: number, stored: Stored): void {
    this.invalidate(key);
    const slot = this.#policy.insert(key, this.#weigh(key, stored));
    if (slot === noSlot) return;
    this.#inserted += 1;
    this.#write(slot, stored);
  }

  /** The same, but what is stored there already and weighs as much counts as looked at and not as new. */
  overwrite(key: number, stored: Stored): void {
    const { entries } = this.#policy;
    const slot = entries.find(key);
    if (slot === noSlot || entries.weightIn(slot) !== this.#weigh(key, stored)) this.keep(key, stored);
    else {
      this.touch(slot);
      this.#write(slot, stored);
    }
  }

  invalidate(key: number): void {
    const slot = this.find(key);
    if (slot !== noSlot) this.remove(slot);
  }

  /** Something must be stored there. */
  remove(slot: number): void {
    this.#policy.remove(slot);
    this.#removed += 1;
  }

  /** Forgets everything. */
  clear(): void {
    this.#removed += this.size;
    this.#policy = this.#createPolicy();
  }

  /** What was thrown out for want of room, since it was made. */
  get evictions(): number {
    return this.#inserted - this.#removed - this.size;
  }

  get size(): number {
    return this.#policy.entries.size;
  }

  /** What its entries take together. */
  get bytes(): number {
    const { entries } = this.#policy;
    if (!this.#isCounted) return entries.weight;
    let bytes = 0;
    for (let slot = 0; slot < this.usedSlots; slot++) {
      if (this.isInUse(slot)) bytes += this.#bytesOf(entries.keyIn(slot), this.read(slot));
    }
    return bytes;
  }

  /** All slots below have been in use at some time, and none from this on. */
  get usedSlots(): number {
    return this.#policy.entries.usedSlots;
  }

  /** Whether something is stored there now; below `usedSlots`. */
  isInUse(slot: number): boolean {
    return this.find(this.#policy.entries.keyIn(slot)) === slot;
  }

  #weigh(key: number, stored: Stored): number {
    return this.#isCounted ? 1 : this.#bytesOf(key, stored);
  }

  #write(slot: number, stored: Stored): void {
    this.#route[slot] = stored.route;
    this.#bornAtUs[slot] = stored.bornAtUs;
    this.#lifetimeUs[slot] = stored.lifetimeUs;
    this.#usefulUntilUs[slot] = stored.usefulUntilUs;
    this.#status[slot] = stored.status;
    this.#bodyBytes[slot] = stored.bodyBytes;
    this.#writes[slot] = stored.writes;
    this.#changes[slot] = stored.changes;
    this.#fetchUs[slot] = stored.fetchUs;
  }
}
