import { describe, expect, it } from 'vitest';
import { invalidatedGroups, invalidatedTargets } from '../../../src/gateway/http-cache/invalidation.ts';

function invalidated(status: number, headers: readonly string[] = []): readonly string[] {
  return invalidatedTargets({ origin: 'http://127.0.0.1:40001', target: '/a/b?c', status, headers });
}

describe('invalidatedTargets (RFC 9111 §4.4)', () => {
  it.each([200, 201, 204, 303, 304])('are the target itself after a %i', (status) => {
    expect(invalidated(status)).toEqual(['/a/b?c']);
  });

  it.each([400, 404, 409, 500, 503])('are none after a %i', (status) => {
    expect(invalidated(status, ['location', '/d'])).toEqual([]);
  });

  it('include Location and Content-Location, relative or absolute', () => {
    const headers = ['location', 'd?e', 'content-location', 'http://127.0.0.1:40001/f#g'];
    expect(invalidated(201, headers)).toEqual(['/a/b?c', '/a/d?e', '/f']);
  });

  it.each([
    'http://127.0.0.1:40002/d',
    'https://127.0.0.1:40001/d',
    '//evil/d',
    'javascript:0',
    'http://[',
    'http://a:b',
  ])('do not include %s, of another origin or none', (location) => {
    expect(invalidated(201, ['location', location])).toEqual(['/a/b?c']);
  });
});

describe('invalidatedGroups (RFC 9875 §3)', () => {
  const origin = 'http://127.0.0.1:40001';
  const headers = ['cache-group-invalidation', '"a", "b"'];

  it('are those of the answer, as tags of its origin', () => {
    expect(invalidatedGroups({ origin, target: '/', status: 204, headers })).toEqual([
      `group:${origin} a`,
      `group:${origin} b`,
    ]);
  });

  it('are none after an error, or where the answer names none', () => {
    expect(invalidatedGroups({ origin, target: '/', status: 409, headers })).toEqual([]);
    expect(invalidatedGroups({ origin, target: '/', status: 204, headers: [] })).toEqual([]);
  });
});
