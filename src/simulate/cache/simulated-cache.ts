import type { EvictionPolicy } from '../eviction/eviction-policy.ts';
import type { Stored } from '../model/stored.ts';

export interface CacheOptions {
  readonly policy: EvictionPolicy;
  /** The most entries that it ever holds. */
  readonly mostEntries: number;
  /** What an entry weighs beside its body. */
  readonly overheadBytes: number;
}

/** A cache and what it holds: an eviction policy, and beside each of its slots what is stored of an answer. */
export class SimulatedCache {
  readonly #policy: EvictionPolicy;
  readonly #overheadBytes: number;
  readonly #bornAtUs: Float64Array;
  readonly #lifetimeUs: Float64Array;
  readonly #usefulUntilUs: Float64Array;
  readonly #fetchUs: Float32Array;
  readonly #status: Uint16Array;
  readonly #writes: Uint32Array;
  readonly #changes: Uint32Array;
  #inserted = 0;
  #removed = 0;

  constructor({ policy, mostEntries, overheadBytes }: CacheOptions) {
    this.#policy = policy;
    this.#overheadBytes = overheadBytes;
    this.#bornAtUs = new Float64Array(mostEntries);
    this.#lifetimeUs = new Float64Array(mostEntries);
    this.#usefulUntilUs = new Float64Array(mostEntries);
    this.#fetchUs = new Float32Array(mostEntries);
    this.#status = new Uint16Array(mostEntries);
    this.#writes = new Uint32Array(mostEntries);
    this.#changes = new Uint32Array(mostEntries);
  }

  /** The slot of what is stored of a resource, or −1. */
  find(resource: number): number {
    return this.#policy.entries.find(resource);
  }

  /** A request was answered from it. */
  touch(slot: number): void {
    this.#policy.touch(slot);
  }

  read(slot: number): Stored {
    return {
      bornAtUs: this.#bornAtUs[slot] as number,
      lifetimeUs: this.#lifetimeUs[slot] as number,
      usefulUntilUs: this.#usefulUntilUs[slot] as number,
      status: this.#status[slot] as number,
      bodyBytes: this.bodyBytes(slot),
      writes: this.#writes[slot] as number,
      changes: this.#changes[slot] as number,
      fetchUs: this.#fetchUs[slot] as number,
    };
  }

  bodyBytes(slot: number): number {
    return this.#policy.entries.weightIn(slot) - this.#overheadBytes;
  }

  /** Stores an answer in place of what is stored of its resource; what has no room is not stored. */
  keep(resource: number, stored: Stored): void {
    this.invalidate(resource);
    const slot = this.#policy.insert(resource, stored.bodyBytes + this.#overheadBytes);
    if (slot < 0) return;
    this.#inserted += 1;
    this.#bornAtUs[slot] = stored.bornAtUs;
    this.#lifetimeUs[slot] = stored.lifetimeUs;
    this.#usefulUntilUs[slot] = stored.usefulUntilUs;
    this.#status[slot] = stored.status;
    this.#writes[slot] = stored.writes;
    this.#changes[slot] = stored.changes;
    this.#fetchUs[slot] = stored.fetchUs;
  }

  invalidate(resource: number): void {
    const slot = this.#policy.entries.find(resource);
    if (slot >= 0) this.#remove(slot);
  }

  clear(): void {
    for (let slot = 0; slot < this.#bornAtUs.length && this.size > 0; slot++) {
      if (this.find(this.#policy.entries.keyIn(slot)) === slot) this.#remove(slot);
    }
  }

  /** What was thrown out for want of room, since it was made. */
  get evictions(): number {
    return this.#inserted - this.#removed - this.size;
  }

  get size(): number {
    return this.#policy.entries.size;
  }

  /** Bytes that its entries take. */
  get weight(): number {
    return this.#policy.entries.weight;
  }

  #remove(slot: number): void {
    this.#policy.remove(slot);
    this.#removed += 1;
  }
}
