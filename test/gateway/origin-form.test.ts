import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originForm } from '../../src/gateway/origin-form.ts';

describe('originForm', () => {
  it.each([
    ['http://host/a/b?c', '/a/b?c'],
    ['https://user@[::1]:8080/a', '/a'],
    ['HTTP://host', '/'],
    ['http://host?a', '/?a'],
    ['http://host//other/a', '//other/a'],
    ['http://host/http://other/a', '/http://other/a'],
    ['ftp://host/a', 'ftp://host/a'],
    ['*', '*'],
  ])('makes %s %s', (target, expected) => {
    expect(originForm('GET', target)).toBe(expected);
  });

  it('takes a URI without a path for the server as a whole where the method is OPTIONS (RFC 9112 §3.2.4)', () => {
    expect(originForm('OPTIONS', 'http://host')).toBe('*');
    expect(originForm('OPTIONS', 'http://host/')).toBe('/');
  });

  it('leaves every path and query as it is, with or without an authority before it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(originForm('GET', `/${text}`)).toBe(`/${text}`);
        expect(originForm('GET', `http://host:1/${text}`)).toBe(`/${text}`);
      }),
    );
  });
});
