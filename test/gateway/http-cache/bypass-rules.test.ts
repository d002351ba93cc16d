import { describe, expect, it } from 'vitest';
import { bypasses } from '../../../src/gateway/http-cache/bypass-rules.ts';

const rules = { headers: ['x-preview'], cookies: ['session'] };

describe('bypasses', () => {
  it.each([{ 'x-preview': '' }, { cookie: 'a=1; session=2' }, { cookie: 'session' }])(
    'is so for %j',
    (headers) => {
      expect(bypasses(headers, rules)).toBe(true);
    },
  );

  it.each([{}, { cookie: 'a=session; sessions=1; Session=2' }, { 'x-other': '1' }])(
    'is not so for %j',
    (headers) => {
      expect(bypasses(headers, rules)).toBe(false);
    },
  );

  it('is never so without rules', () => {
    expect(bypasses({ cookie: 'session=1' }, undefined)).toBe(false);
  });
});
