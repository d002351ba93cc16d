import { describe, expect, it } from 'vitest';
import { changeTimes, type OwnChanges } from '../../src/support/change-times.ts';
import { distanceFromUniform } from './distance-from-uniform.ts';

const often: OwnChanges = { everyUs: 1e6, seed: 3, sinceUs: 5e9 };

function take(count: number, resource = '/products/1', changes = often): number[] {
  const next = changeTimes(changes, resource);
  return Array.from({ length: count }, () => next());
}

describe('changeTimes', () => {
  it('gives the same times for the same resource and seed, wherever it is asked', () => {
    expect(take(100)).toEqual(take(100));
  });

  it('gives every resource and every seed times of their own', () => {
    expect(take(1, '/products/2')).not.toEqual(take(1));
    expect(take(1, '/products/1', { ...often, seed: 4 })).not.toEqual(take(1));
  });

  it('goes forward, from when it begins', () => {
    const times = take(1000);
    expect(times[0]).toBeGreaterThan(often.sinceUs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('leaves exponential intervals of the given mean', () => {
    const times = [often.sinceUs, ...take(10_000)];
    const intervals = times.slice(1).map((atUs, index) => atUs - (times[index] as number));
    // Through their distribution function they are uniform.
    const shares = intervals.map((us) => 1 - Math.exp(-us / often.everyUs));
    expect(distanceFromUniform(shares)).toBeLessThan(1.63 / Math.sqrt(shares.length));
  });

  it('begins alike for many resources: the first change is no later and no sooner than the others', () => {
    const shares = Array.from({ length: 10_000 }, (_, index) => {
      const firstUs = (take(1, `/products/${index}`)[0] as number) - often.sinceUs;
      return 1 - Math.exp(-firstUs / often.everyUs);
    });
    expect(distanceFromUniform(shares)).toBeLessThan(1.63 / Math.sqrt(shares.length));
  });
});
