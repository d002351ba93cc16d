import { describe, expect, it } from 'vitest';
import { RecentInvalidations } from '../../../src/gateway/store/recent-invalidations.ts';

describe('RecentInvalidations', () => {
  it('tells whether a key was invalidated since', () => {
    const invalidations = new RecentInvalidations();
    const before = invalidations.count;
    invalidations.note('/a');
    const after = invalidations.count;
    expect(invalidations.since(before, '/a')).toBe(true);
    expect(invalidations.since(after, '/a')).toBe(false);
    expect(invalidations.since(before, '/b')).toBe(false);
  });

  it('errs on the safe side for keys that it has forgotten', () => {
    const invalidations = new RecentInvalidations();
    for (let at = 1; at <= 10_002; at++) invalidations.note(`/${at}`);
    expect(invalidations.since(0, '/1')).toBe(true);
    expect(invalidations.since(1, '/another')).toBe(true);
    expect(invalidations.since(2, '/another')).toBe(false);
  });

  it('takes any key for invalidated once all of them may have been', () => {
    const invalidations = new RecentInvalidations();
    const before = invalidations.count;
    invalidations.noteAll();
    expect(invalidations.since(before, '/a')).toBe(true);
    expect(invalidations.since(invalidations.count, '/a')).toBe(false);
  });
});
