import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  it('means every caching mode and the released tests where nothing is said', () => {
    expect(parseOptions([])).toEqual({
      modes: ['memory', 'redis', 'tiered'],
      suite: undefined,
      write: false,
      help: false,
    });
  });

  it('takes modes and another checkout', () => {
    expect(parseOptions(['--mode', 'redis', '--mode', 'memory', '--suite', '/x'])).toMatchObject({
      modes: ['redis', 'memory'],
      suite: '/x',
    });
  });

  it.each([
    [['--mode', 'stateless'], /--mode knows .*stateless/],
    [['--suite', '/x', '--write'], /--write/],
    [['--nonsense'], /nonsense/],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
