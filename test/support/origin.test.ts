import { describe, expect, it } from 'vitest';
import { parseOrigin } from '../../src/support/origin.ts';

describe('parseOrigin', () => {
  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['HTTPS://Example.com:443/', 'https://example.com'],
    ['http://[::1]:80', 'http://[::1]'],
  ])('reads %s', (text, origin) => {
    expect(parseOrigin(text)?.origin).toBe(origin);
  });

  it.each([
    'localhost',
    'localhost:8080',
    'ftp://h',
    'http://h/api',
    'http://h?q',
    'http://h#f',
    'http://u:p@h',
    '',
  ])('takes %j for none', (text) => {
    expect(parseOrigin(text)).toBeUndefined();
  });
});
