import { describe, expect, it } from 'vitest';
import { parseReport } from './wrk.ts';

const prose = 'Running 1s test @ http://127.0.0.1:1\n  1 threads and 64 connections\n';

describe('What wrk reports', () => {
  it('is read from its one line of JSON', () => {
    expect(parseReport(`${prose}{"requests":1000,"durationUs":1000000,"failures":0}\n`)).toEqual({
      requests: 1000,
      durationUs: 1e6,
    });
  });

  it('is no figure where requests failed', () => {
    expect(() => parseReport('{"requests":1000,"durationUs":1000000,"failures":3}\n')).toThrow(
      '3 of 1000 requests failed.',
    );
  });

  it('is no figure where wrk could not connect', () => {
    expect(() => parseReport('unable to connect to 127.0.0.1:1 Connection refused\n')).toThrow(
      'Connection refused',
    );
  });
});
