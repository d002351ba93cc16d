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

/** Algorithm 1 of the paper, its queues from their tail, the oldest, to their head. */
class NaiveS3Fifo implements NaivePolicy {
  readonly #s: Page[] = [];
  readonly #m: Page[] = [];
  readonly #g: Page[] = [];
  readonly #freq = new Map<number, number>();
  readonly #capacity: number;
  readonly #sCapacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#sCapacity = Math.max(1, Math.floor(0.1 * capacity));
  }

  isStored(key: number): boolean {
    return has(this.#s, key) || has(this.#m, key);
  }

  request(page: Page): void {
    if (this.isStored(page.key)) {
      this.#freq.set(page.key, Math.min(this.#freqOf(page) + 1, 3));
    } else if (page.weight <= this.#capacity) {
      const queue = takeOut(page.key, this.#g) === undefined ? this.#s : this.#m;
      while (weightOf([...this.#s, ...this.#m]) + page.weight > this.#capacity) this.#evict();
      queue.push(page);
      this.#freq.set(page.key, 0);
    }
  }

  remove(key: number): void {
    takeOut(key, this.#s, this.#m);
  }

  #freqOf({ key }: Page): number {
    return this.#freq.get(key) as number;
  }

  #evict(): void {
    if (weightOf(this.#s) >= this.#sCapacity || this.#m.length === 0) this.#evictS();
    else this.#evictM();
  }

  #evictS(): void {
    for (let tail = this.#s.shift(); tail !== undefined; tail = this.#s.shift()) {
      if (this.#freqOf(tail) > 1) {
        this.#m.push(tail);
        this.#freq.set(tail.key, 0);
      } else {
        this.#g.push(tail);
        if (tail.weight > this.#capacity - this.#sCapacity) this.#g.pop();
        while (weightOf(this.#g) > this.#capacity - this.#sCapacity) this.#g.shift();
        return;
      }
    }
  }

  #evictM(): void {
    for (let tail = this.#m.shift(); tail !== undefined; tail = this.#m.shift()) {
      if (this.#freqOf(tail) === 0) return;
      this.#m.push(tail);
      this.#freq.set(tail.key, this.#freqOf(tail) - 1);
    }
  }
}

const create = policies['s3-fifo'];

describe('S3-FIFO', () => {
  it('decides as algorithm 1 of its paper', () => {
    expectSameDecisions(create, (capacity) => new NaiveS3Fifo(capacity));
  });

  it('lets what is asked for once never push out what is in the main queue', () => {
    const popular = range(0, 18);
    const s3Fifo = policyFor(create, 20, 1000);
    hitsOf(s3Fifo, [...popular, ...popular, ...popular]);
    hitsOf(s3Fifo, range(100, 1000));
    expect(popular.filter((key) => isStoredIn(s3Fifo, key))).toEqual(popular);
  });

  it('moves on into the main queue what was asked for twice since it came, and not what was once', () => {
    const s3Fifo = policyFor(create, 20, 1000);
    hitsOf(s3Fifo, [0, 0, 1, 1, 1]);
    hitsOf(s3Fifo, range(100, 200));
    expect([0, 1].map((key) => isStoredIn(s3Fifo, key))).toEqual([false, true]);
  });

  it('puts into the main queue at once what comes back soon', () => {
    const s3Fifo = policyFor(create, 20, 1000);
    hitsOf(s3Fifo, [0, ...range(100, 120), 0]);
    hitsOf(s3Fifo, range(200, 1000));
    expect(isStoredIn(s3Fifo, 0)).toBe(true);
  });
});
