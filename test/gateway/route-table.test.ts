import { describe, expect, it } from 'vitest';
import { createRouteTable } from '../../src/gateway/route-table.ts';
import { UsageError } from '../../src/support/errors.ts';

const find = createRouteTable([
  { method: 'GET', path: '/a/{id}', origin: 'http://first:1' },
  { method: '*', path: '/a/{id}', origin: 'http://second:2/' },
  { method: 'GET', path: '/a/special', origin: 'http://third:3' },
  { method: 'POST', path: '/{path...}', origin: 'http://fourth:80' },
]);

describe('createRouteTable', () => {
  it('takes the first route that matches, not the most specific one', () => {
    expect(find('GET', '/a/special')).toEqual({ origin: 'http://first:1', authority: 'first:1' });
  });

  it('lets GET stand for HEAD and * for every method', () => {
    expect(find('HEAD', '/a/1')?.origin).toBe('http://first:1');
    expect(find('PROPFIND', '/a/1')?.origin).toBe('http://second:2');
  });

  it('matches the raw bytes of the path, and ignores the query', () => {
    expect(find('GET', '/a/1%2f2?b/c')?.origin).toBe('http://first:1');
    expect(find('GET', '/a/1/2')).toBeUndefined();
  });

  it('finds nothing for what no route matches, such as a target with another host in it', () => {
    expect(find('GET', '/b')).toBeUndefined();
    expect(find('POST', 'http://evil/a')).toBeUndefined();
    expect(find('OPTIONS', '*')).toBeUndefined();
  });

  it('names a host without the port that its scheme implies', () => {
    expect(find('POST', '/b')).toEqual({ origin: 'http://fourth', authority: 'fourth' });
  });

  it.each([
    ['/{a}/{b}', 'http://a:1'],
    ['/a', 'a:1'],
    ['/a', 'ftp://a'],
    ['/a', 'http://a/api'],
    ['/a', 'http://a/?b'],
    ['/a', 'http://a#b'],
    ['/a', 'http://user:password@a'],
  ])('refuses path %s with origin %s', (path, origin) => {
    expect(() => createRouteTable([{ method: '*', path, origin }])).toThrow(UsageError);
  });

  it('says what is wrong with an origin that has a path', () => {
    const routes = [{ method: '*', path: '/a', origin: 'http://a/api' }];
    expect(() => createRouteTable(routes)).toThrow(
      'An origin is scheme, host and port alone, as http://127.0.0.1:8080; saw "http://a/api".',
    );
  });
});
