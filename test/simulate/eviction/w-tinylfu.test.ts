import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { access } from '../../../src/simulate/eviction/eviction-policy.ts';
import { FrequencySketch } from '../../../src/simulate/eviction/frequency-sketch.ts';
import { WTinyLfu } from '../../../src/simulate/eviction/w-tinylfu.ts';
import { aRoom } from '../../support/a-room.ts';

describe('the frequency sketch', () => {
  it('never counts too few, up to 15, and halves what it has counted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xfffffffe }), { maxLength: 200 }), (picked) => {
        const sketch = new FrequencySketch(64);
        // Some come often, so that counters are full.
        const asked = picked.flatMap((key, at) => Array<number>(at % 20).fill(key));
        const counts = new Map<number, number>();
        for (const key of asked) {
          sketch.add(key);
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        const before = [...counts.keys()].map((key) => sketch.countOf(key));
        [...counts.values()].forEach((count, at) => {
          expect(before[at]).toBeGreaterThanOrEqual(Math.min(15, count));
          expect(before[at]).toBeLessThanOrEqual(15);
        });
        sketch.halve();
        expect([...counts.keys()].map((key) => sketch.countOf(key))).toEqual(
          before.map((count) => Math.floor(count / 2)),
        );
      }),
    );
  });

  it('counts a few hundred keys in room for as many nearly all exactly', () => {
    const sketch = new FrequencySketch(500);
    const times = (key: number): number => 1 + (key % 9);
    for (let key = 0; key < 500; key++) for (let time = 0; time < times(key); time++) sketch.add(key);
    const wrong = Array.from({ length: 500 }, (_, key) => key).filter(
      (key) => sketch.countOf(key) !== times(key),
    );
    expect(wrong.length).toBeLessThan(10);
  });
});

describe('w-tinylfu', () => {
  it('keeps what is asked for often through a scan ten times its size, which passes through its window', () => {
    const policy = new WTinyLfu(aRoom({ keys: 2000, capacity: 100 }));
    for (let turn = 0; turn < 4; turn++) for (let key = 0; key < 90; key++) access(policy, key);
    for (let key = 1000; key < 2000; key++) access(policy, key);
    const kept = Array.from({ length: 90 }, (_, key) => key).filter((key) => policy.entries.find(key) >= 0);
    expect(kept.length).toBeGreaterThan(85);
    expect(policy.entries.find(1999)).toBeGreaterThanOrEqual(0);
  });

  it('lets in what is asked for more often than what it displaces', () => {
    const policy = new WTinyLfu(aRoom({ keys: 1000, capacity: 100 }));
    for (let key = 0; key < 100; key++) access(policy, key);
    for (let turn = 0; turn < 3; turn++) access(policy, 500);
    access(policy, 501);
    expect(policy.entries.find(500)).toBeGreaterThanOrEqual(0);
    expect(policy.entries.find(0)).toBe(-1);
  });

  it('takes what is heavier than its window, alone, and gives it up to the next', () => {
    const policy = new WTinyLfu(aRoom({ keys: 10, capacity: 100 }));
    access(policy, 1, 90);
    access(policy, 2, 100);
    expect(policy.entries.find(1)).toBe(-1);
    access(policy, 3, 1);
    expect(policy.entries.find(2)).toBe(-1);
    expect(policy.entries.weight).toBe(1);
  });
});
