import { describe, expect, it } from 'vitest';
import { compileRouteHeaders } from '../../src/backend/route-headers.ts';
import { UsageError } from '../../src/support/errors.ts';

describe('compileRouteHeaders', () => {
  const headersOf = compileRouteHeaders([
    { method: 'GET', path: '/products/{id}', headers: { 'Cache-Control': 'max-age=60' } },
    { method: 'GET', path: '/{path...}', headers: { 'cache-control': 'no-cache' } },
    { method: 'PUT', path: '/products/{id}', headers: { 'x-kind': 'write' } },
  ]);

  it.each([
    ['GET', '/products/17', { 'cache-control': 'max-age=60' }],
    ['HEAD', '/products/17', { 'cache-control': 'max-age=60' }],
    ['GET', '/elsewhere', { 'cache-control': 'no-cache' }],
    ['PUT', '/products/17', { 'x-kind': 'write' }],
    ['PUT', '/elsewhere', {}],
  ])('gives %s %s the headers of the first route that matches', (method, target, headers) => {
    expect(headersOf(method, target).all).toEqual(headers);
  });

  it('tells apart the headers that describe a body', () => {
    const headers = { 'Content-Type': 'image/png', 'Content-Location': '/a', Vary: 'accept' };
    const { all, withoutContent } = compileRouteHeaders([{ method: 'GET', path: '/a', headers }])(
      'GET',
      '/a',
    );
    expect(all).toEqual({ 'content-type': 'image/png', 'content-location': '/a', vary: 'accept' });
    expect(withoutContent).toEqual({ 'content-location': '/a', vary: 'accept' });
  });

  it.each([
    ['products', {}, 'a path starts with "/"'],
    ['/products', { 'Content-Length': '5' }, '"content-length" cannot be set'],
    ['/products', { 'transfer-encoding': 'chunked' }, '"transfer-encoding" cannot be set'],
    ['/products', { 'not a name': 'x' }, 'is not a header'],
    ['/products', { 'x-split': 'a\r\nb: c' }, 'is not a header'],
  ])('refuses the route %s with %o', (path, headers, complaint) => {
    const compile = () => compileRouteHeaders([{ method: 'GET', path, headers }]);
    expect(compile).toThrow(UsageError);
    expect(compile).toThrow(complaint);
  });
});
