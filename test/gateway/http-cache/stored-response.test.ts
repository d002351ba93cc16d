import { describe, expect, it } from 'vitest';
import { type CachePolicy, obeyOrigin } from '../../../src/gateway/http-cache/cache-policy.ts';
import {
  ageUs,
  freshForUs,
  type StoredResponse,
  toStoredResponse,
  usefulForUs,
} from '../../../src/gateway/http-cache/stored-response.ts';

const second = 1e6;
const receivedAtUs = Date.UTC(2026, 10, 23, 12, 0, 0) * 1e3;
const date = httpDate(0);

function httpDate(offsetSeconds: number): string {
  return new Date(receivedAtUs / 1e3 + offsetSeconds * 1e3).toUTCString();
}

function stored(
  headers: readonly string[],
  changes: Partial<CachePolicy> & { status?: number; delayUs?: number; chance?: number } = {},
): StoredResponse {
  const { status = 200, delayUs = 0, chance = 0, ...policy } = changes;
  const times = { requestedAtUs: receivedAtUs - delayUs, receivedAtUs };
  const response = { status, headers, body: new Uint8Array(0), origin: 'http://127.0.0.1:40001', ...times };
  return toStoredResponse(response, { ...obeyOrigin, ...policy }, chance);
}

describe('toStoredResponse: the freshness lifetime (RFC 9111 §4.2.1)', () => {
  it.each([
    [
      's-maxage before max-age and Expires',
      ['cache-control', 'max-age=60, s-maxage=10', 'expires', httpDate(99)],
      10,
    ],
    ['max-age before Expires', ['cache-control', 'max-age=60', 'expires', httpDate(99)], 60],
    ['Expires less Date', ['date', httpDate(-5), 'expires', httpDate(30)], 35],
    ['an Expires in the past', ['date', date, 'expires', httpDate(-30)], 0],
    ['an Expires that is no date', ['date', date, 'expires', '0', 'last-modified', httpDate(-1000)], 0],
    ['two Expires', ['date', date, 'expires', httpDate(9), 'expires', httpDate(9)], 0],
    ['a tenth of the time since Last-Modified', ['date', date, 'last-modified', httpDate(-1000)], 100],
    ['at most a day by that guess', ['date', date, 'last-modified', httpDate(-400 * 86_400)], 86_400],
    ['nothing to go by', ['date', date], 0],
  ])('counts %s', (_, headers, seconds) => {
    expect(stored(headers).lifetimeUs).toBe(seconds * second);
  });

  it('guesses only for statuses that allow it', () => {
    expect(stored(['date', date, 'last-modified', httpDate(-1000)], { status: 302 }).lifetimeUs).toBe(0);
  });

  it('takes the given lifetime in place of the origin’s, but never forgets no-cache', () => {
    const response = stored(['cache-control', 'no-cache, max-age=60'], { ttlUs: 5 * second });
    expect(response).toMatchObject({ lifetimeUs: 5 * second, alwaysRevalidate: true });
  });
});

describe('toStoredResponse: what the policy adds', () => {
  it('gives a named error its own lifetime, or the one of the origin in place of the common one', () => {
    const headers = ['cache-control', 'max-age=60'];
    const negative = { 503: 10 * second, 502: 'origin' } as const;
    const policy = { ttlUs: 5 * second, negative };
    expect(stored(headers, { ...policy, status: 503 }).lifetimeUs).toBe(10 * second);
    expect(stored(headers, { ...policy, status: 502 }).lifetimeUs).toBe(60 * second);
    expect(stored(headers, { ...policy, status: 200 }).lifetimeUs).toBe(5 * second);
  });

  it('shortens what is left of a lifetime by at most the jitter', () => {
    const headers = ['date', httpDate(-20), 'age', '20', 'cache-control', 'max-age=60'];
    expect(stored(headers, { ttlJitter: 0.5, chance: 0 }).lifetimeUs).toBe(60 * second);
    expect(stored(headers, { ttlJitter: 0.5, chance: 0.5 }).lifetimeUs).toBe(50 * second);
    expect(stored(headers, { ttlJitter: 0.5, chance: 1 }).lifetimeUs).toBe(40 * second);
    expect(
      stored(['date', date, 'age', '90', 'cache-control', 'max-age=60'], { ttlJitter: 1, chance: 1 }),
    ).toEqual(expect.objectContaining({ lifetimeUs: 60 * second }));
  });

  it('takes the policy’s word for stale answers before the origin’s', () => {
    const headers = ['cache-control', 'max-age=60, stale-while-revalidate=5, stale-if-error=6'];
    const windows = { staleWhileRevalidateUs: 5 * second, staleIfErrorUs: 6 * second };
    expect(stored(headers)).toMatchObject(windows);
    expect(stored(headers, { staleWhileRevalidateUs: 0, staleIfErrorUs: 9 * second })).toMatchObject({
      staleWhileRevalidateUs: 0,
      staleIfErrorUs: 9 * second,
    });
  });

  it.each(['must-revalidate', 'proxy-revalidate', 's-maxage=60', 'no-cache'])(
    'allows no stale answers against %s, whatever the policy says',
    (directive) => {
      const headers = ['cache-control', `${directive}, stale-while-revalidate=5, stale-if-error=6`];
      const policy = { staleWhileRevalidateUs: 9 * second, staleIfErrorUs: 9 * second };
      expect(stored(headers, policy)).toMatchObject({ staleWhileRevalidateUs: 0, staleIfErrorUs: 0 });
    },
  );
});

describe('toStoredResponse: what is withheld', () => {
  it('leaves out the fields that private or no-cache names, and no others (RFC 9111 §5.2.2.4 and §5.2.2.7)', () => {
    const cacheControl = 'max-age=60, private="X-User", no-cache="x-a, x-b"';
    const response = stored([
      'cache-control',
      cacheControl,
      'x-user',
      '1',
      'x-a',
      '2',
      'x-b',
      '3',
      'x-c',
      '4',
    ]);
    expect(response.headers).toEqual(['cache-control', cacheControl, 'x-c', '4']);
    expect(response.alwaysRevalidate).toBe(false);
  });
});

describe('ageUs (RFC 9111 §4.2.3)', () => {
  it('counts the time in the store', () => {
    expect(ageUs(stored(['date', date]), receivedAtUs + 7 * second)).toBe(7 * second);
  });

  it('adds the age on arrival and the time that the answer took', () => {
    const response = stored(['date', date, 'age', '30'], { delayUs: 2 * second });
    expect(ageUs(response, receivedAtUs + 7 * second)).toBe(39 * second);
  });

  it('trusts Date where it tells of a greater age', () => {
    expect(ageUs(stored(['date', httpDate(-100), 'age', '30']), receivedAtUs)).toBe(100 * second);
  });

  it('does not count the fraction of a second that Date leaves out', () => {
    const times = { requestedAtUs: receivedAtUs + 0.9 * second, receivedAtUs: receivedAtUs + 0.9 * second };
    const headers = ['date', date];
    const arrived = { status: 200, headers, body: new Uint8Array(0), origin: 'http://127.0.0.1:40001' };
    const response = toStoredResponse({ ...arrived, ...times }, obeyOrigin, 0);
    expect(ageUs(response, times.receivedAtUs)).toBe(0);
  });

  it.each([
    ['7200, 0', 7200],
    ['0, 7200', 0],
    ['abc', 0],
    ['-5', 0],
    ['7200.0', 0],
  ])('reads Age: %s as %i seconds (RFC 9111 §5.1)', (value, seconds) => {
    expect(ageUs(stored(['date', date, 'age', value]), receivedAtUs)).toBe(seconds * second);
  });

  it('does not fall below zero when the clock is set back', () => {
    expect(ageUs(stored(['date', date]), receivedAtUs - 60 * second)).toBe(0);
  });

  it('leaves Age out of the stored fields, because it is told anew', () => {
    expect(stored(['date', date, 'age', '30']).headers).toEqual(['date', date]);
  });
});

describe('usefulForUs', () => {
  it('ends with freshness where nothing can be revalidated, nor used stale', () => {
    const response = stored(['date', date, 'cache-control', 'max-age=60, must-revalidate']);
    expect(usefulForUs(response, receivedAtUs + 20 * second)).toBe(40 * second);
    expect(usefulForUs(response, receivedAtUs + 80 * second)).toBe(0);
    expect(freshForUs(response, receivedAtUs + 80 * second)).toBe(-20 * second);
  });

  it('goes on beyond freshness where there is a validator', () => {
    const response = stored(['date', date, 'cache-control', 'max-age=60', 'etag', '"1"']);
    expect(usefulForUs(response, receivedAtUs + 80 * second)).toBeGreaterThan(60 * second);
  });

  it('goes on for a minute where a client may take what is stale, of what once was fresh', () => {
    const response = stored(['date', date, 'cache-control', 'max-age=60']);
    expect(usefulForUs(response, receivedAtUs + 20 * second)).toBe(100 * second);
    expect(usefulForUs(response, receivedAtUs + 120 * second)).toBe(0);
    expect(usefulForUs(stored(['date', date]), receivedAtUs)).toBe(0);
    expect(usefulForUs(stored(['cache-control', 'max-age=0']), receivedAtUs)).toBe(0);
  });

  it('goes on while the response may answer stale', () => {
    const response = stored(['cache-control', 'max-age=60, stale-while-revalidate=30, stale-if-error=90']);
    expect(usefulForUs(response, receivedAtUs + 100 * second)).toBe(50 * second);
    expect(usefulForUs(response, receivedAtUs + 151 * second)).toBe(0);
  });

  it('is zero for no-cache without a validator', () => {
    expect(usefulForUs(stored(['cache-control', 'no-cache, max-age=60']), receivedAtUs)).toBe(0);
  });
});
