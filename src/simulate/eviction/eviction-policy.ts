import type { Random } from '../../support/random.ts';
import type { Entries } from './entries.ts';
import type { KeyIndex } from './key-index.ts';

/**
 * Which entry makes room when a cache is full. All policies are driven alike: whoever asks looks in `entries`, and then either
 * touches what it has found or inserts what it has fetched (`access` does both for a cache that fetches in no time).
 *
 * Keys are whole numbers from 0 on. What a policy stores never weighs more than its capacity, and what was just inserted is
 * found, unless it alone weighs more than the whole capacity.
 */
export interface EvictionPolicy {
  /** What is stored now. Slots are its own, and stay an entry's for as long as it is stored. */
  readonly entries: Entries;
  /** A request has found the entry of this slot. */
  touch(slot: number): void;
  /** Stores a key that is not stored, after evicting what is in its way; `noSlot` where it weighs more than there is room at all. */
  insert(key: number, weight: number): number;
  /** Takes out the entry of this slot, because it has expired or was invalidated. */
  remove(slot: number): void;
}

/** What a policy is given to work in. */
export interface Room {
  /** The most that entries may weigh together: their number where each weighs 1, else bytes. At least 1. */
  readonly capacity: number;
  /** The most entries that can be stored at once: never more than there are keys, nor than of the lightest fit. */
  readonly mostEntries: number;
  /** A new index, for entries or for what is remembered of keys no longer stored: at most so many keys. */
  readonly createIndex: (mostKeys: number) => KeyIndex;
  /** What policies that draw samples draw them from. */
  readonly random: Random;
  /** The simulated time, from 0 on, never going back: some policies age what they count, or tell apart no more than seconds. */
  readonly nowUs: () => number;
}

export type CreatePolicy = (room: Room) => EvictionPolicy;

/** One request to a cache that fetches in no time. Whether it was a hit. */
export function access(policy: EvictionPolicy, key: number, weight = 1): boolean {
  const slot = policy.entries.find(key);
  if (slot < 0) policy.insert(key, weight);
  else policy.touch(slot);
  return slot >= 0;
}
