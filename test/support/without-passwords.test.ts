import { describe, expect, it } from 'vitest';
import { withoutPasswords } from '../../src/support/without-passwords.ts';

describe('withoutPasswords', () => {
  it.each([
    ['redis://user:secret@10.0.0.1:6379/0', 'redis://user:…@10.0.0.1:6379/0'],
    ['redis://:secret@h/0', 'redis://:…@h/0'],
    ['--redis=redis://:secret@h/0', '--redis=redis://:…@h/0'],
    ['redis://:se/cr@et@h/0', 'redis://:…@h/0'],
    ['rediss://h/0?db=1&password=secret&family=6', 'rediss://h/0?db=1&password=…&family=6'],
    ['connect to redis://u:secret@h failed', 'connect to redis://u:…@h failed'],
  ])('shows %s as %s', (text, shown) => {
    expect(withoutPasswords(text)).toBe(shown);
  });

  it.each(['redis://127.0.0.1:6379/0', 'run quickstart --out a:b', 'http://h/p?user=1'])(
    'leaves %s alone',
    (text) => {
      expect(withoutPasswords(text)).toBe(text);
    },
  );
});
