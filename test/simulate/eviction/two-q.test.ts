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

/** All three from their tail, the oldest, to their head. */
class NaiveTwoQ implements NaivePolicy {
  readonly #a1in: Page[] = [];
  readonly #a1out: Page[] = [];
  readonly #am: Page[] = [];
  readonly #capacity: number;
  readonly #kin: number;
  readonly #kout: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#kin = Math.floor(capacity * 0.25);
    this.#kout = Math.floor(capacity * 0.5);
  }

  isStored(key: number): boolean {
    return has(this.#a1in, key) || has(this.#am, key);
  }

  request(page: Page): void {
    if (page.weight > this.#capacity) return;
    if (has(this.#am, page.key)) {
      takeOut(page.key, this.#am);
      this.#am.push(page);
    } else if (has(this.#a1out, page.key)) {
      takeOut(page.key, this.#a1out);
      this.#reclaimFor(page);
      this.#am.push(page);
    } else if (!has(this.#a1in, page.key)) {
      this.#reclaimFor(page);
      this.#a1in.push(page);
    }
  }

  remove(key: number): void {
    takeOut(key, this.#a1in, this.#am);
  }

  #reclaimFor({ weight }: Page): void {
    while (weightOf([...this.#a1in, ...this.#am]) + weight > this.#capacity) {
      if (weightOf(this.#a1in) > this.#kin || this.#am.length === 0) {
        const [tail] = this.#a1in.splice(0, 1);
        if (tail !== undefined && tail.weight <= this.#kout) this.#a1out.push(tail);
        while (weightOf(this.#a1out) > this.#kout) this.#a1out.shift();
      } else {
        this.#am.shift();
      }
    }
  }
}

describe('2Q', () => {
  it('decides as the full version of its paper', () => {
    expectSameDecisions(policies['two-q'], (capacity) => new NaiveTwoQ(capacity));
  });

  it('does not keep what is asked for often only while it is new', () => {
    const twoQ = policyFor(policies['two-q'], 8, 100);
    hitsOf(twoQ, [0, 0, 0, 0, ...range(1, 9)]);
    expect(isStoredIn(twoQ, 0)).toBe(false);
  });

  it('keeps through a scan what came back soon after it had left', () => {
    const twoQ = policyFor(policies['two-q'], 8, 100);
    hitsOf(twoQ, [...range(0, 9), 0]);
    hitsOf(twoQ, range(20, 100));
    expect(isStoredIn(twoQ, 0)).toBe(true);
  });
});
