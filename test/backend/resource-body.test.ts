import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resourceBody } from '../../src/backend/resource-body.ts';
import { createBodySizes } from '../../src/support/body-sizes.ts';
import { mostBodyBytes } from '../../src/support/simulated-response.ts';

describe('createBodySizes', () => {
  const lognormal = { kind: 'lognormal', median: 2400, p99: 68_000 } as const;

  it('gives a resource the same size each time, and others another', () => {
    const sizeOf = createBodySizes(lognormal, 7);
    const resources = Array.from({ length: 50 }, (_, index) => `/products/${index}`);
    const sizes = resources.map(sizeOf);
    expect(resources.toReversed().map(sizeOf).toReversed()).toEqual(sizes);
    expect(new Set(sizes).size).toBeGreaterThan(45);
    expect(resources.map(createBodySizes(lognormal, 8))).not.toEqual(sizes);
  });

  it('is a whole number between nothing and the largest body', () => {
    const anyDistribution = fc.record({
      kind: fc.constant('uniform' as const),
      min: fc.constant(0),
      max: fc.double({ min: 0, max: 1e12, noNaN: true }),
    });
    fc.assert(
      fc.property(anyDistribution, fc.string(), (distribution, resource) => {
        const size = createBodySizes(distribution, 7)(resource);
        expect(Number.isInteger(size)).toBe(true);
        expect(size).toBeGreaterThanOrEqual(0);
        expect(size).toBeLessThanOrEqual(mostBodyBytes);
      }),
    );
  });
});

describe('resourceBody', () => {
  it('begins with the resource and its version, and is filled up after that', () => {
    const text = Buffer.concat(resourceBody('/products/17', 3, 60)).toString();
    expect(text).toBe('/products/17 v3\nThe quick brown fox jumps over the lazy dog ');
  });

  it('has exactly the size asked for, also where the first line is longer', () => {
    const sizes = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 1_000_000 }));
    fc.assert(
      fc.property(sizes, fc.webPath(), fc.nat(), (bodyBytes, resource, version) => {
        const body = Buffer.concat(resourceBody(resource, version, bodyBytes));
        expect(body.length).toBe(bodyBytes);
        const firstLine = `${resource} v${version}\n`;
        expect(body.toString('latin1', 0, firstLine.length)).toBe(firstLine.slice(0, bodyBytes));
      }),
    );
  });
});
