import { describe, expect, it } from 'vitest';
import { ResourceVersions } from '../../src/backend/resource-versions.ts';

describe('ResourceVersions', () => {
  it('begins with version 1 of every resource, as old as itself', () => {
    expect(new ResourceVersions(500).current('/products/1')).toEqual({ number: 1, sinceMs: 500 });
  });

  it('raises one resource and leaves the others', () => {
    const versions = new ResourceVersions(500);
    versions.raise('/products/1', 600);
    expect(versions.raise('/products/1', 700)).toEqual({ number: 3, sinceMs: 700 });
    expect(versions.current('/products/1')).toEqual({ number: 3, sinceMs: 700 });
    expect(versions.current('/products/1?page=2').number).toBe(1);
  });
});
