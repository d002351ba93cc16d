import { describe, expect, it } from 'vitest';
import {
  failedStatus,
  forwardedStatus,
  hitStatus,
  staleIfErrorStatus,
} from '../../../src/gateway/http-cache/cache-status.ts';
import { outcomeOf } from '../../../src/measure/outcome.ts';
import { aStoredResponse, receivedAtUs } from './a-stored-response.ts';

const stored = aStoredResponse(['cache-control', 'max-age=60']);

describe('Cache-Status (RFC 9211)', () => {
  it('tells how long a hit stays fresh', () => {
    const status = hitStatus(stored, receivedAtUs + 47.2e6);
    expect(status).toBe('gatebench; hit; ttl=12');
    expect(outcomeOf(200, status)).toBe('hit');
  });

  it('marks what was served stale, with a negative lifetime', () => {
    const status = hitStatus(stored, receivedAtUs + 63e6);
    expect(status).toBe('gatebench; hit; ttl=-3; detail=stale');
    expect(outcomeOf(200, status)).toBe('stale');
  });

  it.each([
    ['uri-miss', 200, true, 'gatebench; fwd=uri-miss; fwd-status=200; stored', 'miss'],
    ['vary-miss', 200, false, 'gatebench; fwd=vary-miss; fwd-status=200', 'miss'],
    ['stale', 304, true, 'gatebench; fwd=stale; fwd-status=304; stored', 'revalidated'],
    ['stale', 200, true, 'gatebench; fwd=stale; fwd-status=200; stored', 'miss'],
    ['request', 304, true, 'gatebench; fwd=request; fwd-status=304; stored', 'bypass'],
    ['method', 204, false, 'gatebench; fwd=method; fwd-status=204', 'bypass'],
    ['bypass', 200, false, 'gatebench; fwd=bypass; fwd-status=200', 'bypass'],
  ] as const)(
    'of %s %i (stored: %s) is "%s", counted as %s',
    (reason, status, isStored, expected, outcome) => {
      const text = forwardedStatus({ reason, status, isStored });
      expect(text).toBe(expected);
      expect(outcomeOf(200, text)).toBe(outcome);
    },
  );

  it('says that another request’s fetch brought the answer', () => {
    const answer = { reason: 'uri-miss', status: 200, isStored: true, isCollapsed: true } as const;
    const text = forwardedStatus(answer);
    expect(text).toBe('gatebench; fwd=uri-miss; fwd-status=200; stored; collapsed');
    expect(outcomeOf(200, text)).toBe('collapsed');
  });

  it('says that a stale response stands in for an error', () => {
    expect(staleIfErrorStatus('stale', 503)).toBe(
      'gatebench; fwd=stale; fwd-status=503; detail=stale-if-error',
    );
    expect(staleIfErrorStatus('stale', undefined)).toBe('gatebench; fwd=stale; detail=stale-if-error');
  });

  it('says why there was no answer', () => {
    expect(failedStatus('uri-miss', 'timeout')).toBe('gatebench; fwd=uri-miss; detail=timeout');
  });
});
