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

/** Figure 4 of the paper, its lists from the LRU page to the MRU page. With weights that are all 1 it is the figure itself. */
class NaiveArc implements NaivePolicy {
  readonly #t1: Page[] = [];
  readonly #t2: Page[] = [];
  readonly #b1: Page[] = [];
  readonly #b2: Page[] = [];
  readonly #c: number;
  #p = 0;

  constructor(capacity: number) {
    this.#c = capacity;
  }

  isStored(key: number): boolean {
    return has(this.#t1, key) || has(this.#t2, key);
  }

  request(page: Page): void {
    if (page.weight > this.#c) return;
    const b1 = weightOf(this.#b1);
    const b2 = weightOf(this.#b2);
    if (this.isStored(page.key)) {
      takeOut(page.key, this.#t1, this.#t2);
      this.#t2.push(page);
    } else if (has(this.#b1, page.key)) {
      const delta = b1 >= b2 ? 1 : b2 / b1;
      this.#p = Math.min(this.#p + delta * page.weight, this.#c);
      takeOut(page.key, this.#b1);
      this.#replaceFor(page, false);
      this.#t2.push(page);
    } else if (has(this.#b2, page.key)) {
      const delta = b2 >= b1 ? 1 : b1 / b2;
      this.#p = Math.max(this.#p - delta * page.weight, 0);
      takeOut(page.key, this.#b2);
      this.#replaceFor(page, true);
      this.#t2.push(page);
    } else {
      this.#forgetFor(page);
      this.#replaceFor(page, false);
      this.#t1.push(page);
    }
  }

  remove(key: number): void {
    takeOut(key, this.#t1, this.#t2);
  }

  /** Case IV: A first, then what B has to do. */
  #forgetFor({ weight }: Page): void {
    while (weightOf([...this.#t1, ...this.#b1]) + weight > this.#c) {
      if (this.#b1.length > 0) this.#b1.shift();
      else this.#t1.shift();
    }
    while (weightOf([...this.#t1, ...this.#t2, ...this.#b1, ...this.#b2]) + weight > 2 * this.#c) {
      this.#b2.shift();
    }
  }

  #replaceFor({ weight }: Page, isInB2: boolean): void {
    while (weightOf([...this.#t1, ...this.#t2]) + weight > this.#c) {
      const t1 = weightOf(this.#t1);
      const isFromT1 = t1 > 0 && (t1 > this.#p || (isInB2 && t1 === this.#p));
      const [from, to] = isFromT1 || this.#t2.length === 0 ? [this.#t1, this.#b1] : [this.#t2, this.#b2];
      to.push(...from.splice(0, 1));
      while (weightOf(to) > this.#c) to.shift();
    }
  }
}

describe('ARC', () => {
  it('decides as figure 4 of its paper', () => {
    expectSameDecisions(policies.arc, (capacity) => new NaiveArc(capacity));
  });

  it('keeps through a scan what was asked for twice, as LRU does not', () => {
    const popular = range(0, 5);
    const asked = [...popular, ...popular, ...range(10, 100)];
    const arc = policyFor(policies.arc, 10, 100);
    const lru = policyFor(policies.lru, 10, 100);
    hitsOf(arc, asked);
    hitsOf(lru, asked);
    expect(popular.filter((key) => isStoredIn(arc, key))).toEqual(popular);
    expect(popular.filter((key) => isStoredIn(lru, key))).toEqual([]);
  });

  it('gives the recent more room once what it evicted of them is asked for again', () => {
    const loop = range(10, 14);
    const arc = policyFor(policies.arc, 6, 100);
    // Four that were asked for twice leave two places to a loop of four, which at first finds nothing there.
    hitsOf(arc, [0, 1, 2, 3, 0, 1, 2, 3]);
    expect(hitsOf(arc, loop)).toBe(0);
    hitsOf(arc, [...loop, ...loop]);
    expect(hitsOf(arc, loop)).toBe(4);
  });
});
