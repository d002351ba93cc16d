import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from '../../../src/report/charts/place-labels.ts';

const height = 300;
const point = fc.record({
  across: fc.double({ min: 0, max: 1, noNaN: true }),
  down: fc.integer({ min: 0, max: height }),
  width: fc.integer({ min: 20, max: 120 }),
});

describe('placeLabels', () => {
  it('puts a text to the right of its point where there is room, else to the left', () => {
    expect(placeLabels([{ across: 0.2, down: 100, width: 60 }], height)?.[0]?.align).toBe('left');
    expect(placeLabels([{ across: 0.95, down: 100, width: 60 }], height)?.[0]?.align).toBe('right');
  });

  it('lets texts stand clear of each other, on a phone as on a wide page', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 6 }), fc.constantFrom(270, 980), (points, width) => {
        const boxes = placeLabels(points, height)?.map(({ align, dx, dy }, index) => {
          const { across = 0, down = 0, width: text = 0 } = points[index] ?? {};
          const left = across * width + dx - (align === 'left' ? 0 : text);
          return { left, right: left + text, middle: down + dy };
        });
        for (const [index, one] of (boxes ?? []).entries()) {
          expect(one.left).toBeGreaterThanOrEqual(0);
          expect(one.right).toBeLessThanOrEqual(width);
          for (const other of boxes?.slice(index + 1) ?? []) {
            const apart = Math.abs(one.middle - other.middle) >= 16;
            expect(apart || one.left >= other.right || other.left >= one.right).toBe(true);
          }
        }
      }),
    );
  });

  it('gives up where points lie on one another', () => {
    const alike = Array.from({ length: 7 }, () => ({ across: 0.5, down: 150, width: 60 }));
    expect(placeLabels(alike, height)).toBeUndefined();
  });
});
