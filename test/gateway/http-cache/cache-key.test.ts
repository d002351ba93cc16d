import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheKey } from '../../../src/gateway/http-cache/cache-key.ts';

const origin = 'http://127.0.0.1:40001';

describe('cacheKey', () => {
  it('is equal for equal parts only, even if one part imitates another', () => {
    const part = fc.stringMatching(/^[GET:/0-9a-c]{0,8}$/);
    const parts = fc.tuple(part, part, part);
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(cacheKey(...one) === cacheKey(...other)).toBe(one.join('\n') === other.join('\n'));
      }),
    );
  });

  it.each([
    ['/a%2fb', '/a/b'],
    ['/A', '/a'],
    ['/x/../y', '/y'],
    ['//y', '/y'],
    ['/y?', '/y'],
    ['/y?a&b', '/y?b&a'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(cacheKey('GET', origin, one)).not.toBe(cacheKey('GET', origin, other));
  });
});
