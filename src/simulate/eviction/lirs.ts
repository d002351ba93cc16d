import { Entries } from './entries.ts';
import type { EvictionPolicy, Room } from './eviction-policy.ts';
import { noSlot } from './key-index.ts';
import { SlotList } from './slot-list.ts';

const hirShare = 0.01;

/**
 * LIRS: keeps what had few other keys asked for between its last two requests (LIR), and gives all others (HIR) a hundredth of
 * the capacity, in a queue from which is evicted (Q). A stack (S) has in the order of their last requests all that were asked for
 * after the LIR entry that waits longest, those evicted among them: who is asked for while there becomes LIR, and the last LIR
 * entry of the stack HIR. S. Jiang, X. Zhang, LIRS: An Efficient Low Inter-reference Recency Set Replacement Policy, SIGMETRICS
 * 2002, section 3.
 *
 * The paper lets the stack grow; here the evicted in it weigh at most as much as the capacity, and are no more than can be
 * stored, the last of them going first. Where entries weigh differently, the shares are of the weight, and so many LIR entries
 * become HIR as must for the rest to keep within theirs.
 */
export class Lirs implements EvictionPolicy {
  readonly entries: Entries;
  /** S, from its bottom: the slots of entries, and after all those the slots of ghosts. */
  readonly #stack: SlotList;
  readonly #queue: SlotList;
  readonly #isLir: Uint8Array;
  readonly #isInStack: Uint8Array;
  #lirWeight = 0;
  /** HIR entries of the stack that were evicted. They were evicted in the order in which the stack has them. */
  readonly #ghosts: Entries;
  readonly #ghostOrder: SlotList;
  readonly #lirCapacity: number;
  readonly #mostEntries: number;
  readonly #capacity: number;

  constructor({ capacity, mostEntries, createIndex }: Room) {
    this.#capacity = capacity;
    this.#mostEntries = mostEntries;
    this.#lirCapacity = capacity - Math.max(1, Math.floor(hirShare * capacity));
    this.entries = new Entries(mostEntries, createIndex(mostEntries));
    this.#stack = new SlotList(2 * mostEntries);
    this.#queue = new SlotList(mostEntries);
    this.#isLir = new Uint8Array(mostEntries);
    this.#isInStack = new Uint8Array(mostEntries);
    this.#ghosts = new Entries(mostEntries, createIndex(mostEntries));
    this.#ghostOrder = new SlotList(mostEntries);
  }

  touch(slot: number): void {
    if (this.#isInStack[slot] === 0) {
      this.#isInStack[slot] = 1;
      this.#stack.push(slot);
      this.#queue.renew(slot);
      return;
    }
    this.#stack.renew(slot);
    if (this.#isLir[slot] === 0) {
      this.#queue.remove(slot);
      this.#isLir[slot] = 1;
      this.#lirWeight += this.entries.weightIn(slot);
    }
    this.#settle();
  }

  insert(key: number, weight: number): number {
    if (weight > this.#capacity) return noSlot;
    const ghost = this.#ghosts.find(key);
    if (ghost >= 0) this.#forget(ghost);
    while (this.entries.weight + weight > this.#capacity) this.#evict();
    const slot = this.entries.add(key, weight);
    this.#stack.push(slot);
    this.#isInStack[slot] = 1;
    // All are LIR as long as there is room among them.
    const isLir = ghost >= 0 || this.#lirWeight + weight <= this.#lirCapacity;
    this.#isLir[slot] = isLir ? 1 : 0;
    if (isLir) {
      this.#lirWeight += weight;
      this.#settle();
    } else {
      this.#queue.push(slot);
    }
    return slot;
  }

  remove(slot: number): void {
    if (this.#isInStack[slot] === 1) this.#stack.remove(slot);
    if (this.#isLir[slot] === 1) {
      this.#lirWeight -= this.entries.weightIn(slot);
      this.#prune();
    } else {
      this.#queue.remove(slot);
    }
    this.entries.remove(slot);
  }

  /** The front of Q; the queue is empty only where entries weigh differently or were taken out. */
  #evict(): void {
    if (this.#queue.length === 0) this.#demote();
    const slot = this.#queue.oldest;
    if (this.#isInStack[slot] === 1) this.#remember(slot);
    this.remove(slot);
  }

  #settle(): void {
    this.#prune();
    while (this.#lirWeight > this.#lirCapacity) this.#demote();
  }

  /** Makes the LIR entry at the bottom of the stack the newest of the queue. */
  #demote(): void {
    const slot = this.#stack.oldest;
    this.#stack.remove(slot);
    this.#isInStack[slot] = 0;
    this.#isLir[slot] = 0;
    this.#lirWeight -= this.entries.weightIn(slot);
    this.#queue.push(slot);
    this.#prune();
  }

  /** Takes the HIR entries off the bottom of the stack: what is there was asked for before any that is LIR. */
  #prune(): void {
    for (let slot = this.#stack.oldest; slot !== this.#stack.end; slot = this.#stack.oldest) {
      if (slot >= this.#mostEntries) {
        this.#forget(slot - this.#mostEntries);
      } else {
        if (this.#isLir[slot] === 1) return;
        this.#stack.remove(slot);
        this.#isInStack[slot] = 0;
      }
    }
  }

  /** Puts a ghost above the entry in the stack. */
  #remember(slot: number): void {
    const weight = this.entries.weightIn(slot);
    while (this.#ghosts.size === this.#mostEntries || this.#ghosts.weight + weight > this.#capacity) {
      this.#forget(this.#ghostOrder.oldest);
    }
    const ghost = this.#ghosts.add(this.entries.keyIn(slot), weight);
    this.#ghostOrder.push(ghost);
    this.#stack.insertAfter(slot, this.#mostEntries + ghost);
  }

  #forget(ghost: number): void {
    this.#stack.remove(this.#mostEntries + ghost);
    this.#ghostOrder.remove(ghost);
    this.#ghosts.remove(ghost);
  }
}
