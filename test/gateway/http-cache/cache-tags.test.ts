import { describe, expect, it } from 'vitest';
import { cacheGroups, namedTags, responseTags } from '../../../src/gateway/http-cache/cache-tags.ts';
import { origin } from './a-stored-response.ts';

describe('responseTags', () => {
  it('keeps the kinds apart, and groups to their origin', () => {
    const headers = [
      'surrogate-key',
      'a  b',
      'cache-tag',
      'a, c d',
      'cache-groups',
      '"a", "e f"',
      'cache-tag',
      'c d',
    ];
    expect(responseTags({ headers, origin })).toEqual([
      'key:a',
      'key:b',
      'tag:a',
      'tag:c d',
      `group:${origin} a`,
      `group:${origin} e f`,
    ]);
  });

  it('finds none where there is none', () => {
    expect(responseTags({ headers: ['etag', '"1"'], origin })).toEqual([]);
    expect(responseTags({ headers: ['surrogate-key', ' ', 'cache-tag', ','], origin })).toEqual([]);
  });

  it('reads what a purge names as it reads what a response is tagged with', () => {
    const headers = ['surrogate-key', 'a b', 'cache-tag', 'c, d'];
    expect(namedTags('a b', 'c, d')).toEqual(responseTags({ headers, origin }));
  });
});

describe('cacheGroups (RFC 9875)', () => {
  it('takes strings alone, compared mark for mark', () => {
    expect(cacheGroups('"a", b, 1, "A";p, ("c")', origin)).toEqual([
      `group:${origin} a`,
      `group:${origin} A`,
    ]);
  });

  it.each(['', '"a', '"a",', '"ü"'])('ignores a value that does not parse: %s', (value) => {
    expect(cacheGroups(value, origin)).toEqual([]);
  });

  it('takes as many as RFC 9875 §2 asks for, and more', () => {
    const names = Array.from({ length: 64 }, (_, at) => `"${'x'.repeat(60)}${at}"`);
    expect(cacheGroups(names.join(', '), origin)).toHaveLength(64);
  });
});
