import { describe, expect, it } from 'vitest';
import { measureText } from '../../../src/report/charts/text-width.ts';

describe('measureText', () => {
  it('knows the widths of letters', () => {
    // 278 + 556 + 833 thousandths of an em.
    expect(measureText({ fontSize: 10 }, ' 0m')).toBeCloseTo(16.67);
  });

  it('takes bold text to be wider and Chinese letters to be square', () => {
    expect(measureText({ fontSize: 10, fontWeight: 600 }, 'abc')).toBeGreaterThan(
      measureText({ fontSize: 10 }, 'abc'),
    );
    expect(measureText({ fontSize: 10 }, '缓存')).toBe(20);
  });

  it('takes a text that is cut off to be no wider than it then is', () => {
    expect(measureText({ fontSize: 10, limit: 50 }, 'long '.repeat(50))).toBe(50);
  });
});
