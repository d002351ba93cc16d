import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { FrequencySketch } from './frequency-sketch.ts';
import { noSlot } from './key-index.ts';
import { SlotList } from './slot-list.ts';

const windowRatio = 0.01;
const protectedRatio = 0.8;
/** Counts are halved after so many requests for each entry that is stored: libCacheSim's choice, where Caffeine has 10. */
const requestsPerEntry = 32;

/** Where an entry is. */
const [inWindow, onProbation, isProtected] = [0, 1, 2];

/**
 * W-TinyLFU: new entries pass through a small LRU window; what falls out of it enters the main cache only by evicting from
 * there what was asked for less often lately. The main cache is a segmented LRU: its entries are on probation until they are
 * asked for, then protected. G. Einziger, R. Friedman, B. Manes, ACM Transactions on Storage 13 (2017), 4: the window is 1 %,
 * 80 % of the rest are protected. As in Caffeine and libCacheSim, the sketch does without a doorkeeper; unlike Caffeine's, the
 * window keeps its size.
 *
 * What is heavier than the window still passes through it, alone, and what is evicted for that comes out of the main cache.
 */
export class WTinyLfu implements EvictionPolicy {
  readonly entries: Entries;
  readonly #capacity: number;
  readonly #windowCapacity: number;
  readonly #protectedCapacity: number;
  readonly #order: readonly SlotList[];
  readonly #weights = new Float64Array(3);
  readonly #places: Uint8Array;
  readonly #sketch: FrequencySketch;
  #requests = 0;

  constructor({ capacity, mostEntries, createIndex }: Room) {
    this.#capacity = capacity;
    this.#windowCapacity = Math.max(1, Math.floor(windowRatio * capacity));
    this.#protectedCapacity = protectedRatio * (capacity - this.#windowCapacity);
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#order = [new SlotList(mostEntries), new SlotList(mostEntries), new SlotList(mostEntries)];
    this.#places = new Uint8Array(mostEntries);
    this.#sketch = new FrequencySketch(mostEntries);
  }

  touch(slot: number): void {
    this.#count(this.entries.keyIn(slot));
    const place = this.#places[slot] as number;
    if (place !== onProbation) {
      this.#listOf(place).renew(slot);
      return;
    }
    this.#move(slot, isProtected);
    while (this.#weightOf(isProtected) > this.#protectedCapacity) {
      this.#move(this.#listOf(isProtected).oldest, onProbation);
    }
  }

  insert(key: number, weight: number): number {
    if (weight > this.#capacity) return noSlot;
    this.#count(key);
    const window = this.#listOf(inWindow);
    while (window.length > 0 && this.#weightOf(inWindow) + weight > this.#windowCapacity) {
      this.#admitOrEvict(window.oldest);
    }
    while (this.entries.weight + weight > this.#capacity) this.remove(this.#victim());
    const slot = this.entries.add(key, weight);
    this.#put(slot, inWindow);
    return slot;
  }

  remove(slot: number): void {
    this.#take(slot);
    this.entries.remove(slot);
  }

  /** Moves an entry from the window into the main cache, if it is worth more than each that it displaces there. */
  #admitOrEvict(candidate: number): void {
    const { entries } = this;
    const count = this.#sketch.countOf(entries.keyIn(candidate));
    const mostBeside = this.#capacity - this.#windowCapacity - entries.weightIn(candidate);
    while (this.#weightOf(onProbation) + this.#weightOf(isProtected) > mostBeside) {
      const victim = mostBeside < 0 ? noSlot : this.#victim();
      if (victim === noSlot || count <= this.#sketch.countOf(entries.keyIn(victim))) {
        this.remove(candidate);
        return;
      }
      this.remove(victim);
    }
    this.#move(candidate, onProbation);
  }

  /** Whose turn it is in the main cache, which must not be empty. */
  #victim(): number {
    const probation = this.#listOf(onProbation);
    return probation.length > 0 ? probation.oldest : this.#listOf(isProtected).oldest;
  }

  #count(key: number): void {
    this.#sketch.add(key);
    this.#requests += 1;
    if (this.#requests < requestsPerEntry * this.entries.size) return;
    this.#sketch.halve();
    this.#requests = 0;
  }

  #listOf(place: number): SlotList {
    return this.#order[place] as SlotList;
  }

  #weightOf(place: number): number {
    return this.#weights[place] as number;
  }

  #move(slot: number, place: number): void {
    this.#take(slot);
    this.#put(slot, place);
  }

  #put(slot: number, place: number): void {
    this.#places[slot] = place;
    this.#listOf(place).push(slot);
    this.#weights[place] = this.#weightOf(place) + this.entries.weightIn(slot);
  }

  #take(slot: number): void {
    const place = this.#places[slot] as number;
    this.#listOf(place).remove(slot);
    this.#weights[place] = this.#weightOf(place) - this.entries.weightIn(slot);
  }
}
