import { describe, expect, it } from 'vitest';
import { GrowingList } from '../../../src/workload/trace/growing-list.ts';

describe('GrowingList', () => {
  it('gives back all that was pushed, in order, also beyond its first size', () => {
    const list = new GrowingList();
    for (let value = 0; value < 5000; value++) list.push(value * 7);
    expect(list.length).toBe(5000);
    expect([...list.toArray()]).toEqual(Array.from({ length: 5000 }, (_, value) => value * 7));
  });

  it('is empty before anything is pushed', () => {
    expect(new GrowingList().toArray()).toHaveLength(0);
  });
});
