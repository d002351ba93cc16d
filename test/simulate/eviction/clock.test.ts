import { describe, expect, it } from 'vitest';
import { access } from '../../../src/simulate/eviction/eviction-policy.ts';
import { policies } from '../../../src/simulate/eviction/policies.ts';
import {
  expectSameDecisions,
  hitsOf,
  isStoredIn,
  type NaivePolicy,
  type Page,
  policyFor,
  weightOf,
} from '../../support/naive-policy.ts';

/** A ring of pages, each with a bit of use, and a hand that goes over it. */
class NaiveClock implements NaivePolicy {
  readonly #ring: (Page & { isUsed: boolean })[] = [];
  #hand = 0;
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  isStored(key: number): boolean {
    return this.#ring.some((page) => page.key === key);
  }

  request(page: Page): void {
    const found = this.#ring.find(({ key }) => key === page.key);
    if (found !== undefined) found.isUsed = true;
    else if (page.weight <= this.#capacity) this.#insert(page);
  }

  remove(key: number): void {
    const at = this.#ring.findIndex((page) => page.key === key);
    if (at < 0) return;
    this.#ring.splice(at, 1);
    if (at < this.#hand) this.#hand -= 1;
  }

  /** Just behind the hand, which comes by there last. */
  #insert(page: Page): void {
    while (weightOf(this.#ring) + page.weight > this.#capacity) this.#evict();
    this.#ring.splice(this.#hand, 0, { ...page, isUsed: false });
    this.#hand += 1;
  }

  #evict(): void {
    for (;;) {
      if (this.#hand >= this.#ring.length) this.#hand = 0;
      const page = this.#ring[this.#hand];
      if (page?.isUsed !== true) break;
      page.isUsed = false;
      this.#hand += 1;
    }
    this.#ring.splice(this.#hand, 1);
  }
}

describe('CLOCK', () => {
  it('decides as a hand does that goes over a ring', () => {
    expectSameDecisions(policies.clock, (capacity) => new NaiveClock(capacity));
  });

  it('spares once who was asked for since it was stored', () => {
    const clock = policyFor(policies.clock, 3, 9);
    hitsOf(clock, [0, 1, 2, 0, 0, 3]);
    expect([0, 1, 2, 3].map((key) => isStoredIn(clock, key))).toEqual([true, false, true, true]);
    hitsOf(clock, [4, 5]);
    expect(isStoredIn(clock, 0)).toBe(false);
  });

  it('evicts the oldest when all were asked for', () => {
    const clock = policyFor(policies.clock, 3, 9);
    hitsOf(clock, [0, 1, 2, 2, 1, 0]);
    access(clock, 3);
    expect([0, 1, 2].map((key) => isStoredIn(clock, key))).toEqual([false, true, true]);
  });
});
