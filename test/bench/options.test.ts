import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('The options of the bench', () => {
  it('are five rounds of five seconds of everything unless told otherwise', () => {
    const { rounds, seconds, only } = parseOptions([]);
    expect({ rounds, seconds }).toEqual({ rounds: 5, seconds: 5 });
    expect(only).toContain('memory-hit');
    expect(only).toContain('million-urls');
  });

  it('choose comparisons', () => {
    const { only } = parseOptions(['--only', 'forwarding', '--only', 'redis-hit']);
    expect(only).toEqual(['forwarding', 'redis-hit']);
  });

  it.each([['--rounds', '0'], ['--seconds', '1.5'], ['--only', 'toString'], ['--fast']])(
    'refuse %s %s with what they know',
    (...args) => {
      expect(() => parseOptions(args.filter((arg) => arg !== undefined))).toThrow(/saw "|Unknown option/);
    },
  );
});
