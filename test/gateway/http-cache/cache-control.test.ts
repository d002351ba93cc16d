import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCacheControl } from '../../../src/gateway/http-cache/cache-control.ts';

describe('parseCacheControl', () => {
  it('reads the directives of a response', () => {
    expect(parseCacheControl('public, max-age=60, s-maxage=10, must-revalidate')).toMatchObject({
      isPublic: true,
      maxAgeUs: 60e6,
      sMaxageUs: 10e6,
      mustRevalidate: true,
      noStore: false,
    });
  });

  it('reads the directives of a request', () => {
    expect(parseCacheControl('max-stale=5, min-fresh=3, only-if-cached')).toMatchObject({
      maxStaleUs: 5e6,
      minFreshUs: 3e6,
      onlyIfCached: true,
    });
  });

  it('takes max-stale without an argument for any staleness', () => {
    expect(parseCacheControl('max-stale').maxStaleUs).toBe(Number.POSITIVE_INFINITY);
  });

  it('ignores case, white space, empty members and directives it does not know', () => {
    expect(parseCacheControl(' ,NO-Cache ,, foo=bar,\tMax-Age=1 ')).toMatchObject({
      noCache: true,
      maxAgeUs: 1e6,
    });
  });

  it('finds nothing in what is absent or empty', () => {
    expect(parseCacheControl(undefined)).toEqual(parseCacheControl(''));
    expect(parseCacheControl(undefined)).toMatchObject({ noStore: false, noCache: false });
  });

  it.each(['max-age=60, max-age=5', 'max-age=5, max-age=60'])(
    'lets the most restrictive of repeated directives count: %s',
    (value) => {
      expect(parseCacheControl(value).maxAgeUs).toBe(5e6);
    },
  );

  it.each([
    'max-age',
    'max-age=',
    'max-age=abc',
    'max-age=-5',
    'max-age=1.5',
    'max-age=60 x',
    "max-age='60'",
  ])('takes a malformed lifetime for none: %s', (value) => {
    expect(parseCacheControl(value).maxAgeUs).toBe(0);
  });

  it('reads a lifetime in quotes', () => {
    expect(parseCacheControl('max-age="60"').maxAgeUs).toBe(60e6);
  });

  it('bounds a lifetime that is too large to count with', () => {
    expect(parseCacheControl(`max-age=${'9'.repeat(400)}`).maxAgeUs).toBe(2 ** 31 * 1e6);
  });

  it.each([
    'private=',
    'private=a',
    'private=""',
    'private="a, max-age=9"',
    'private="a b"',
    'private="a, vary"',
    'private="Content-Type"',
    'private="a", private',
    'private;foo',
    'private foo',
  ])('obeys private however it is written: %s', (value) => {
    expect(parseCacheControl(`public, ${value}`).isPrivate).toBe(true);
  });

  it('reads no-cache and private with field names as concerning these fields only', () => {
    expect(parseCacheControl('no-cache="X-A ,x-b", private="set-cookie"')).toMatchObject({
      noCache: false,
      isPrivate: false,
      withheldFields: ['x-a', 'x-b', 'set-cookie'],
    });
  });

  it('reads the extensions of RFC 5861 and RFC 8246', () => {
    expect(parseCacheControl('stale-while-revalidate=5, stale-if-error=6, immutable')).toMatchObject({
      staleWhileRevalidateUs: 5e6,
      staleIfErrorUs: 6e6,
      immutable: true,
    });
    expect(parseCacheControl('stale-if-error=6, stale-if-error=4, immutable=1')).toMatchObject({
      staleIfErrorUs: 4e6,
      immutable: false,
    });
  });

  it('does not look for directives inside quotes', () => {
    expect(parseCacheControl('foo="a, max-age=60, \\" no-store"')).toEqual(parseCacheControl('foo'));
  });

  it('allows nothing where a quote does not close', () => {
    expect(parseCacheControl('foo="bar, max-age=60')).toMatchObject({ noStore: true, noCache: true });
  });

  it('never loses a no-store that stands as a member of its own, whatever stands around it', () => {
    const member = fc.stringMatching(/^[a-z=;" \\-]{0,12}$/);
    fc.assert(
      fc.property(fc.array(member), fc.array(member), (before, after) => {
        const isQuoted = (before.join(',').match(/"/g) ?? []).length > 0;
        const value = [...before, 'no-store', ...after].join(',');
        if (!isQuoted) expect(parseCacheControl(value).noStore).toBe(true);
      }),
    );
  });
});
