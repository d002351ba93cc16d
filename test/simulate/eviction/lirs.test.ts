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

/** Section 3 of the paper: S from its bottom to its top, Q from its front to its end, and the LIR set. */
class NaiveLirs implements NaivePolicy {
  #s: Page[] = [];
  readonly #q: Page[] = [];
  readonly #lir: Page[] = [];
  readonly #capacity: number;
  readonly #lirCapacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#lirCapacity = capacity - Math.max(1, Math.floor(0.01 * capacity));
  }

  isStored(key: number): boolean {
    return has(this.#lir, key) || has(this.#q, key);
  }

  request(page: Page): void {
    const wasInS = has(this.#s, page.key);
    if (has(this.#lir, page.key)) {
      this.#putOnTop(page);
    } else if (has(this.#q, page.key)) {
      takeOut(page.key, this.#q);
      (wasInS ? this.#lir : this.#q).push(page);
      this.#putOnTop(page);
    } else if (page.weight <= this.#capacity) {
      takeOut(page.key, this.#s);
      while (weightOf([...this.#lir, ...this.#q]) + page.weight > this.#capacity) this.#evict();
      const isLir = wasInS || weightOf(this.#lir) + page.weight <= this.#lirCapacity;
      (isLir ? this.#lir : this.#q).push(page);
      this.#putOnTop(page);
    }
    if (has(this.#lir, page.key)) this.#keepWithinLirCapacity();
  }

  remove(key: number): void {
    const wasLir = has(this.#lir, key);
    // A page that is stored leaves no trace; of one that is not, the trace stays.
    if (!this.isStored(key)) return;
    takeOut(key, this.#lir, this.#q);
    takeOut(key, this.#s);
    if (wasLir) this.#prune();
  }

  #putOnTop(page: Page): void {
    takeOut(page.key, this.#s);
    this.#s.push(page);
  }

  #keepWithinLirCapacity(): void {
    this.#prune();
    while (weightOf(this.#lir) > this.#lirCapacity) this.#turnBottomIntoHir();
  }

  #turnBottomIntoHir(): void {
    const [bottom] = this.#s.splice(0, 1);
    if (bottom === undefined) throw new Error('S is empty.');
    takeOut(bottom.key, this.#lir);
    this.#q.push(bottom);
    this.#prune();
  }

  #evict(): void {
    if (this.#q.length === 0) this.#turnBottomIntoHir();
    this.#q.shift();
    // What S has of pages that are not stored is bounded from its bottom.
    let excess = weightOf(this.#s.filter(({ key }) => !this.isStored(key))) - this.#capacity;
    this.#s = this.#s.filter((page) => {
      const isForgotten = excess > 0 && !this.isStored(page.key);
      if (isForgotten) excess -= page.weight;
      return !isForgotten;
    });
  }

  /** Stack pruning: until an LIR page is at the bottom. */
  #prune(): void {
    while (this.#s[0] !== undefined && !has(this.#lir, this.#s[0].key)) this.#s.shift();
  }
}

describe('LIRS', () => {
  it('decides as its paper', () => {
    expectSameDecisions(policies.lirs, (capacity) => new NaiveLirs(capacity));
  });

  it('finds most of a loop that is a little longer than the cache, where LRU finds nothing', () => {
    const loops = Array.from({ length: 10 }, () => range(0, 110)).flat();
    expect(hitsOf(policyFor(policies.lru, 100, 110), loops)).toBe(0);
    // The 99 places of LIR entries hold the same keys all the time; the first round finds none.
    expect(hitsOf(policyFor(policies.lirs, 100, 110), loops)).toBe(9 * 99);
  });

  it('evicts what is new before what was asked for at short intervals', () => {
    const popular = range(0, 99);
    const lirs = policyFor(policies.lirs, 100, 1000);
    hitsOf(lirs, [...popular, ...popular, ...range(100, 1000)]);
    expect(popular.filter((key) => isStoredIn(lirs, key))).toEqual(popular);
  });

  it('makes room among the LIR for who is asked for twice at a shorter interval than the last of them', () => {
    const lirs = policyFor(policies.lirs, 100, 1000);
    hitsOf(lirs, [...range(0, 99), 200, 201, 200]);
    // 200 was evicted for 201 and is LIR as it comes back; 0, at the bottom of the stack, is next to go.
    hitsOf(lirs, [202]);
    expect([0, 1, 200].map((key) => isStoredIn(lirs, key))).toEqual([false, true, true]);
  });
});
