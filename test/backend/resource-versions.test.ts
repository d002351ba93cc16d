import { describe, expect, it } from 'vitest';
import { type Moment, ResourceVersions } from '../../src/backend/resource-versions.ts';
import { changeTimes } from '../../src/support/change-times.ts';

/** The wall clock was at 500 ms when the machine's was at 7 s. */
const at = (ms: number): Moment => ({ wallMs: ms, machineUs: 7e6 + (ms - 500) * 1e3 });

const ownChanges = { everyUs: 1e6, seed: 1, sinceUs: 7e6 };

/** When a resource changes by itself, in ms of the wall clock. */
function changesMs(count: number, resource = '/products/1'): number[] {
  const next = changeTimes(ownChanges, resource);
  return Array.from({ length: count }, () => 500 + (next() - 7e6) / 1e3);
}

describe('ResourceVersions', () => {
  it('begins with version 1 of every resource, as old as itself', () => {
    const versions = new ResourceVersions(500);
    expect(versions.current('/products/1', at(900))).toEqual({ number: 1, changes: 0, sinceMs: 500 });
  });

  it('raises one resource and leaves the others', () => {
    const versions = new ResourceVersions(500);
    versions.raise('/products/1', at(600));
    const third = { number: 3, changes: 0, sinceMs: 700 };
    expect(versions.raise('/products/1', at(700))).toEqual(third);
    expect(versions.current('/products/1', at(800))).toEqual(third);
    expect(versions.current('/products/1?page=2', at(800)).number).toBe(1);
  });

  it('shows each change from the moment on that it was due, and not before', () => {
    const versions = new ResourceVersions(500, ownChanges);
    for (const [index, dueMs] of changesMs(20).entries()) {
      expect(versions.current('/products/1', at(dueMs - 0.001)).changes).toBe(index);
      const changed = versions.current('/products/1', at(dueMs + 0.001));
      expect(changed).toMatchObject({ number: index + 2, changes: index + 1 });
      expect(changed.sinceMs).toBeCloseTo(dueMs, 2);
    }
  });

  it('makes up for all changes at once for one who asks late', () => {
    const versions = new ResourceVersions(500, ownChanges);
    const tenthMs = changesMs(10).at(-1) as number;
    expect(versions.current('/products/1', at(tenthMs + 0.001)).changes).toBe(10);
  });

  it('counts writes and changes together, and tells the changes apart', () => {
    const versions = new ResourceVersions(500, ownChanges);
    const [firstMs = 0, secondMs = 0] = changesMs(2);
    const betweenMs = (firstMs + secondMs) / 2;
    expect(versions.raise('/products/1', at(betweenMs))).toEqual({
      number: 3,
      changes: 1,
      sinceMs: betweenMs,
    });
    expect(versions.current('/products/1', at(secondMs + 0.001))).toMatchObject({ number: 4, changes: 2 });
  });
});
