import fc from 'fast-check';
import { expect } from 'vitest';
import {
  access,
  type CreatePolicy,
  type EvictionPolicy,
} from '../../src/simulate/eviction/eviction-policy.ts';
import { createRandom } from '../../src/support/random.ts';
import { aRoom } from './a-room.ts';

/** What a cache stores or remembers. A key always comes with the same weight. */
export interface Page {
  readonly key: number;
  readonly weight: number;
}

/** A policy as its paper tells it, in arrays: plain, and slow. */
export interface NaivePolicy {
  isStored(key: number): boolean;
  request(page: Page): void;
  remove(key: number): void;
}

export const weightOf = (pages: readonly Page[]): number =>
  pages.reduce((sum, { weight }) => sum + weight, 0);

export const has = (pages: readonly Page[], key: number): boolean => pages.some((page) => page.key === key);

/** Takes the page of this key out of the first of the lists that has it. */
export function takeOut<P extends Page>(key: number, ...lists: P[][]): P | undefined {
  for (const pages of lists) {
    const at = pages.findIndex((page) => page.key === key);
    if (at >= 0) return pages.splice(at, 1)[0];
  }
  return undefined;
}

/** A policy by count, with nothing stored, for keys below `keys`. */
export function policyFor(create: CreatePolicy, capacity: number, keys: number): EvictionPolicy {
  return create(aRoom({ keys, capacity }));
}

/** Asks for the keys in this order. How many were hits. */
export function hitsOf(policy: EvictionPolicy, keys: readonly number[]): number {
  return keys.filter((key) => access(policy, key)).length;
}

export const isStoredIn = ({ entries }: EvictionPolicy, key: number): boolean => entries.find(key) >= 0;

/** The numbers from `from` on, before `to`. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/**
 * That both answer every request alike: few keys, in all ways, where both store the same after every step too, and many keys,
 * asked for unequally often.
 */
export function expectSameDecisions(
  create: CreatePolicy,
  createNaive: (capacity: number) => NaivePolicy,
): void {
  const few = 24;
  const step = fc.tuple(fc.nat(few - 1), fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.array(step, { minLength: 50, maxLength: 300, size: 'max' }),
      fc.boolean(),
      (capacity, steps, isWeighed) => {
        const policy = policyFor(create, capacity, few);
        const naive = createNaive(capacity);
        for (const [at, [key, removal]] of steps.entries()) {
          const weight = isWeighed ? 1 + ((key * 7) % 5) : 1;
          take(policy, naive, { key, weight }, removal === 0, at);
          for (let other = 0; other < few; other += 1) {
            const isStored = isStoredIn(policy, other);
            if (isStored !== naive.isStored(other)) expect.fail(`After step ${at}: ${other} ${isStored}.`);
          }
        }
      },
    ),
  );

  const many = 600;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = createRandom(seed);
      const policy = policyFor(create, 200, many);
      const naive = createNaive(200);
      for (let at = 0; at < 2000; at += 1) {
        const key = Math.floor(many * random() ** 2);
        take(policy, naive, { key, weight: 1 }, random() < 0.01, at);
      }
    }),
    { numRuns: 3 },
  );
}

function take(policy: EvictionPolicy, naive: NaivePolicy, page: Page, isRemoval: boolean, at: number): void {
  if (isRemoval) {
    const slot = policy.entries.find(page.key);
    if (slot >= 0) policy.remove(slot);
    naive.remove(page.key);
    return;
  }
  const wasStored = naive.isStored(page.key);
  const wasHit = access(policy, page.key, page.weight);
  if (wasHit !== wasStored) expect.fail(`Step ${at} asks for ${page.key}: hit ${wasHit}.`);
  naive.request(page);
}
