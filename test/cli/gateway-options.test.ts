import { describe, expect, it } from 'vitest';
import { gatebench } from '../support/fake-context.ts';

const gateway = ['gateway', '--mode', 'memory', '--origin', 'http://127.0.0.1:9'];

describe('gatebench gateway, given an option that cannot be', () => {
  it.each([
    ['--negative', '200=10s', 'Expected a status from 400 to 599 and a duration, as 404=10s, or 503=origin.'],
    ['--negative', '404=10', 'Expected a duration with its unit, as 50ms or 2s.'],
    ['--negative', '404=0s', 'Expected more than 0.'],
    ['--ttl-jitter', '10', 'Expected a share from 0 to 1.'],
    ['--early-refresh', '-1', 'Expected a number from 0 (never early) to 1000; 1 is usual.'],
    ['--stale-if-error', '5', 'Expected a duration with its unit, as 50ms or 2s.'],
    ['--strip-query', 'a*b', 'Expected names of query parameters with commas between, as utm_*,fbclid.'],
    ['--key-header', 'x y', 'Expected names of headers with commas between, as accept-language,x-tenant.'],
    ['--bypass-cookie', 'session=1', 'Expected names of cookies with commas between, as session,currency.'],
  ])('%s %s says what was expected', async (option, value, expected) => {
    const { exitCode, stderr } = await gatebench([...gateway, `${option}=${value}`]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(expected);
  });

  it.each(['redis', 'tiered'])('--mode %s without a Redis server says how to name one', async (mode) => {
    const { exitCode, stderr } = await gatebench([
      'gateway',
      '--mode',
      mode,
      '--origin',
      'http://127.0.0.1:9',
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`Mode ${mode} needs a Redis server.\n  hint: Name one with --redis`);
  });
});
