import { describe, expect, it } from 'vitest';
import { isNotModified } from '../../src/backend/conditional-request.ts';

const lastModifiedMs = Date.UTC(1994, 10, 6, 8, 49, 37);
const validators = { etag: '"v3-100"', lastModifiedMs };
const same = 'Sun, 06 Nov 1994 08:49:37 GMT';
const earlier = 'Sun, 06 Nov 1994 08:49:36 GMT';
const later = 'Sun, 06 Nov 1994 08:49:38 GMT';

describe('isNotModified', () => {
  it.each([
    ['"v3-100"', true],
    ['W/"v3-100"', true],
    ['"v2-100", W/"v3-100"', true],
    ['"a,b","v3-100"', true],
    ['*', true],
    ['"v2-100"', false],
    ['v3-100', false],
    ['"xv3-100"', false],
    ['"*"', false],
    ['', false],
  ])('If-None-Match: %s → %s', (tags, expected) => {
    expect(isNotModified({ 'if-none-match': tags }, validators)).toBe(expected);
  });

  it.each([
    [same, true],
    [later, true],
    [earlier, false],
    ['yesterday', false],
  ])('If-Modified-Since: %s → %s', (date, expected) => {
    expect(isNotModified({ 'if-modified-since': date }, validators)).toBe(expected);
  });

  it('heeds no If-Modified-Since beside If-None-Match', () => {
    expect(isNotModified({ 'if-none-match': '"v2-100"', 'if-modified-since': later }, validators)).toBe(
      false,
    );
    expect(isNotModified({ 'if-none-match': '"v3-100"', 'if-modified-since': earlier }, validators)).toBe(
      true,
    );
  });

  it('is false without a condition', () => {
    expect(isNotModified({}, validators)).toBe(false);
  });

  it('recognises nothing by a validator that is not sent', () => {
    const none = { etag: undefined, lastModifiedMs: undefined };
    expect(isNotModified({ 'if-none-match': '"v3-100"' }, none)).toBe(false);
    expect(isNotModified({ 'if-modified-since': later }, none)).toBe(false);
  });
});
