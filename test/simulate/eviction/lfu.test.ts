import { describe, expect, it } from 'vitest';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import {
  expectSameDecisions,
  has,
  hitsOf,
  isStoredIn,
  type NaivePolicy,
  type Page,
  policyFor,
  range,
  takeOut,
  weightOf,
} from '../../support/naive-policy.ts';

class NaiveLfu implements NaivePolicy {
  #pages: (Page & { frequency: number; lastRequest: number })[] = [];
  #requests = 0;
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  isStored(key: number): boolean {
    return has(this.#pages, key);
  }

  request(page: Page): void {
    this.#requests += 1;
    const found = takeOut(page.key, this.#pages);
    if (found === undefined) {
      if (page.weight > this.#capacity) return;
      while (weightOf(this.#pages) + page.weight > this.#capacity) this.#evict();
    }
    this.#pages.push({ ...page, frequency: (found?.frequency ?? 0) + 1, lastRequest: this.#requests });
  }

  remove(key: number): void {
    takeOut(key, this.#pages);
  }

  #evict(): void {
    this.#pages.sort((a, b) => a.frequency - b.frequency || a.lastRequest - b.lastRequest);
    this.#pages.shift();
  }
}

describe('LFU', () => {
  it('decides as one that counts and compares all', () => {
    expectSameDecisions(policies.lfu, (capacity) => new NaiveLfu(capacity));
  });

  it('keeps what was asked for often, however long ago', () => {
    const lfu = policyFor(policies.lfu, 3, 100);
    hitsOf(lfu, [0, 0, 0, ...range(1, 100)]);
    expect(isStoredIn(lfu, 0)).toBe(true);
  });

  it('evicts the least recent of those asked for equally often', () => {
    const lfu = policyFor(policies.lfu, 3, 9);
    hitsOf(lfu, [0, 1, 2, 2, 1, 0, 3, 3]);
    expect([0, 1, 2, 3].map((key) => isStoredIn(lfu, key))).toEqual([true, true, false, true]);
  });

  it('counts anew from 1 what it had evicted', () => {
    const lfu = policyFor(policies.lfu, 2, 9);
    hitsOf(lfu, [0, 0, 1, 1, 1, 2, 2, 2, 0, 3]);
    // 1 and 2 were asked for three times each; 0 was evicted at 2, and as it came back, had 1.
    expect(isStoredIn(lfu, 0)).toBe(false);
  });
});
