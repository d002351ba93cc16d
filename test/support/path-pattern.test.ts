import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPath, matchesPath, type PathPattern, parsePathPattern } from '../../src/support/path-pattern.ts';

function pattern(text: string): PathPattern {
  const parsed = parsePathPattern(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}

describe('parsePathPattern', () => {
  it.each([
    ['products/{id}', 'a path starts with "/"'],
    ['', 'a path starts with "/"'],
    ['/{shop}/products/{id}', 'at most one {parameter}'],
    ['/products/{}', 'at most one {parameter}'],
    ['/products/{id', 'at most one {parameter}'],
    ['/search?q={q}', 'at most one {parameter}'],
    ['/two words', 'at most one {parameter}'],
    ['/products/{id}.json', '"/" must follow it, not ".json"'],
    ['/products-{id}', '"/" must come before it'],
    ['/files/{path...}/raw', 'nothing may follow it'],
  ])('says what is wrong with %j', (text, complaint) => {
    expect(parsePathPattern(text)).toContain(complaint);
  });
});

describe('matchesPath', () => {
  it.each([
    ['/health', '/health', true],
    ['/health', '/health?verbose', true],
    ['/health', '/health/', false],
    ['/products/{id}', '/products/17', true],
    ['/products/{id}', '/products/17?colour=red/blue', true],
    ['/products/{id}', '/products/', false],
    ['/products/{id}', '/products/?id=17', false],
    ['/products/{id}', '/products/17/reviews', false],
    ['/products/{id}/reviews', '/products/17/reviews', true],
    ['/products/{id}/reviews', '/products/17', false],
    ['/a/{id}/a', '/a/a', false],
    ['/{path...}', '/anything/at?all=1', true],
    ['/files/{path...}', '/files', false],
  ])('%s and %s: %s', (text, target, expected) => {
    expect(matchesPath(pattern(text), target)).toBe(expected);
  });

  it('recognises every path that the pattern was filled to', () => {
    const texts = fc.constantFrom('/products/{id}', '/products/{id}/reviews', '/{path...}', '/fixed');
    const values = fc.stringMatching(/^[\w.~%-]+$/);
    fc.assert(
      fc.property(texts, values, fc.constantFrom('', '?q=1'), (text, value, query) => {
        expect(matchesPath(pattern(text), fillPath(pattern(text), value) + query)).toBe(true);
      }),
    );
  });
});

describe('fillPath', () => {
  it('puts the value where the hole is', () => {
    expect(fillPath(pattern('/products/{id}/reviews'), '17')).toBe('/products/17/reviews');
    expect(fillPath(pattern('/{path...}'), 'a/b?c')).toBe('/a/b?c');
    expect(fillPath(pattern('/fixed'), '17')).toBe('/fixed');
  });
});
