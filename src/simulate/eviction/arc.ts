import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { Ghosts } from './ghosts.ts';
import { noSlot } from './key-index.ts';
import { SlotList } from './slot-list.ts';

/**
 * ARC: an LRU of what was asked for once of late (T1) and one of what was asked for more often (T2); how much the first may hold
 * (p) follows from which of the keys lately evicted from them (B1, B2) are asked for again. N. Megiddo, D. S. Modha, ARC: A
 * Self-Tuning, Low Overhead Replacement Cache, FAST 2003, figure 4.
 *
 * Where entries weigh differently, all sizes, c and p are weights, and p moves by an entry's weight where the paper has 1. A page
 * that was taken out leaves room: none is replaced before there is none.
 */
export class Arc implements EvictionPolicy {
  readonly entries: Entries;
  readonly #t1: SlotList;
  readonly #t2: SlotList;
  readonly #b1: Ghosts;
  readonly #b2: Ghosts;
  readonly #isInT1: Uint8Array;
  #t1Weight = 0;
  #p = 0;
  readonly #c: number;

  constructor({ capacity, mostEntries, createIndex }: Room) {
    this.#c = capacity;
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#t1 = new SlotList(mostEntries);
    this.#t2 = new SlotList(mostEntries);
    this.#b1 = new Ghosts(capacity, { mostEntries, createIndex });
    this.#b2 = new Ghosts(capacity, { mostEntries, createIndex });
    this.#isInT1 = new Uint8Array(mostEntries);
  }

  /** Case I. */
  touch(slot: number): void {
    if (this.#isInT1[slot] === 0) {
      this.#t2.renew(slot);
    } else {
      this.#leaveT1(slot);
      this.#t2.push(slot);
    }
  }

  insert(key: number, weight: number): number {
    if (weight > this.#c) return noSlot;
    const b1 = this.#b1.weight;
    const b2 = this.#b2.weight;
    if (this.#b1.forget(key)) {
      // Case II.
      this.#p = Math.min(this.#p + weight * Math.max(1, b2 / b1), this.#c);
      this.#makeRoom(weight, false);
      return this.#addToT2(key, weight);
    }
    if (this.#b2.forget(key)) {
      // Case III.
      this.#p = Math.max(this.#p - weight * Math.max(1, b1 / b2), 0);
      this.#makeRoom(weight, true);
      return this.#addToT2(key, weight);
    }
    this.#forgetFor(weight);
    this.#makeRoom(weight, false);
    return this.#addToT1(key, weight);
  }

  remove(slot: number): void {
    if (this.#isInT1[slot] === 0) this.#t2.remove(slot);
    else this.#leaveT1(slot);
    this.entries.remove(slot);
  }

  /** Case IV: T1 and B1 together stay within c, all four lists within 2 c. */
  #forgetFor(weight: number): void {
    while (this.#t1Weight + this.#b1.weight + weight > this.#c) {
      if (this.#b1.size > 0) this.#b1.forgetOldest();
      else this.remove(this.#t1.oldest);
    }
    while (this.entries.weight + this.#b1.weight + this.#b2.weight + weight > 2 * this.#c) {
      this.#b2.forgetOldest();
    }
  }

  #makeRoom(weight: number, wasInB2: boolean): void {
    while (this.entries.weight + weight > this.#c) this.#replace(wasInB2);
  }

  /** REPLACE. T2 may be empty while T1 does not exceed p only where entries weigh differently or were taken out. */
  #replace(wasInB2: boolean): void {
    const t1Exceeds = this.#t1Weight > this.#p || (wasInB2 && this.#t1Weight === this.#p);
    const isFromT1 = (this.#t1.length > 0 && t1Exceeds) || this.#t2.length === 0;
    const slot = isFromT1 ? this.#t1.oldest : this.#t2.oldest;
    const ghosts = isFromT1 ? this.#b1 : this.#b2;
    ghosts.remember(this.entries.keyIn(slot), this.entries.weightIn(slot));
    this.remove(slot);
  }

  #addToT1(key: number, weight: number): number {
    const slot = this.entries.add(key, weight);
    this.#isInT1[slot] = 1;
    this.#t1.push(slot);
    this.#t1Weight += weight;
    return slot;
  }

  #leaveT1(slot: number): void {
    this.#isInT1[slot] = 0;
    this.#t1.remove(slot);
    this.#t1Weight -= this.entries.weightIn(slot);
  }

  #addToT2(key: number, weight: number): number {
    const slot = this.entries.add(key, weight);
    this.#isInT1[slot] = 0;
    this.#t2.push(slot);
    return slot;
  }
}
