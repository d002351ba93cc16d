import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { Ghosts } from './ghosts.ts';
import { noSlot } from './key-index.ts';
import { SlotList } from './slot-list.ts';

const smallShare = 0.1;
const mostFrequency = 3;

/**
 * S3-FIFO: what is new waits in a small queue (S), and goes on into the main one (M) only if it was asked for twice there; else
 * its key is remembered for a while (G), and it goes straight into the main queue if it comes back. The main queue spares who was
 * asked for, as often as that was, up to three times. J. Yang et al., FIFO Queues are All You Need for Cache Eviction, SOSP 2023,
 * algorithm 1: a tenth of the capacity for S, the rest for M, and as many keys in G as entries in M. All three are shares of the
 * weight where entries weigh differently. As in its authors' simulator, what moves from S to M evicts none there at once: M
 * may be above its share until S is below its own.
 */
export class S3Fifo implements EvictionPolicy {
  readonly entries: Entries;
  readonly #small: SlotList;
  readonly #main: SlotList;
  readonly #ghosts: Ghosts;
  readonly #frequency: Uint8Array;
  readonly #isInSmall: Uint8Array;
  #smallWeight = 0;
  readonly #smallCapacity: number;
  readonly #capacity: number;

  constructor({ capacity, mostEntries, createIndex }: Room) {
    this.#capacity = capacity;
    this.#smallCapacity = Math.max(1, Math.floor(smallShare * capacity));
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#small = new SlotList(mostEntries);
    this.#main = new SlotList(mostEntries);
    this.#ghosts = new Ghosts(capacity - this.#smallCapacity, { mostEntries, createIndex });
    this.#frequency = new Uint8Array(mostEntries);
    this.#isInSmall = new Uint8Array(mostEntries);
  }

  touch(slot: number): void {
    const frequency = this.#frequency[slot] as number;
    if (frequency < mostFrequency) this.#frequency[slot] = frequency + 1;
  }

  insert(key: number, weight: number): number {
    if (weight > this.#capacity) return noSlot;
    // Asked before the evictions, which may forget it.
    const wasGhost = this.#ghosts.forget(key);
    while (this.entries.weight + weight > this.#capacity) this.#evict();
    const slot = this.entries.add(key, weight);
    this.#frequency[slot] = 0;
    if (wasGhost) this.#enterMain(slot);
    else this.#enterSmall(slot);
    return slot;
  }

  remove(slot: number): void {
    if (this.#isInSmall[slot] === 1) this.#leaveSmall(slot);
    else this.#main.remove(slot);
    this.entries.remove(slot);
  }

  /** M may be empty before S has its share only where entries weigh differently or were taken out. */
  #evict(): void {
    if (this.#smallWeight >= this.#smallCapacity || this.#main.length === 0) this.#evictFromSmall();
    else this.#evictFromMain();
  }

  #evictFromSmall(): void {
    while (this.#small.length > 0) {
      const slot = this.#small.oldest;
      if ((this.#frequency[slot] as number) > 1) {
        this.#leaveSmall(slot);
        this.#frequency[slot] = 0;
        this.#enterMain(slot);
      } else {
        this.#ghosts.remember(this.entries.keyIn(slot), this.entries.weightIn(slot));
        this.remove(slot);
        return;
      }
    }
  }

  #evictFromMain(): void {
    let slot = this.#main.oldest;
    while ((this.#frequency[slot] as number) > 0) {
      this.#frequency[slot] = (this.#frequency[slot] as number) - 1;
      this.#main.renew(slot);
      slot = this.#main.oldest;
    }
    this.remove(slot);
  }

  #enterSmall(slot: number): void {
    this.#isInSmall[slot] = 1;
    this.#small.push(slot);
    this.#smallWeight += this.entries.weightIn(slot);
  }

  #leaveSmall(slot: number): void {
    this.#isInSmall[slot] = 0;
    this.#small.remove(slot);
    this.#smallWeight -= this.entries.weightIn(slot);
  }

  #enterMain(slot: number): void {
    this.#isInSmall[slot] = 0;
    this.#main.push(slot);
  }
}
