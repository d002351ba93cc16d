import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../../src/gateway/store/circuit-breaker.ts';

/** A breaker at a time that the test sets, after so many failures in a row. */
function broken(failures: number) {
  const clock = { nowMs: 1000 };
  const breaker = new CircuitBreaker(() => clock.nowMs);
  for (let each = 0; each < failures; each++) {
    breaker.allows();
    breaker.failed();
  }
  return { breaker, clock };
}

describe('CircuitBreaker', () => {
  it('allows everything until the fifth failure in a row', () => {
    expect(broken(4).breaker.allows()).toBe(true);
    expect(broken(5).breaker.allows()).toBe(false);
  });

  it('begins to count anew with each success', () => {
    const { breaker } = broken(4);
    breaker.succeeded();
    breaker.failed();
    expect(breaker.allows()).toBe(true);
  });

  it('lets one attempt through each half second while it is open', () => {
    const { breaker, clock } = broken(5);
    clock.nowMs += 500;
    expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
    breaker.failed();
    clock.nowMs += 499;
    expect(breaker.allows()).toBe(false);
    clock.nowMs += 1;
    expect(breaker.allows()).toBe(true);
  });

  it('closes with the first success', () => {
    const { breaker, clock } = broken(5);
    clock.nowMs += 500;
    breaker.allows();
    breaker.succeeded();
    expect([breaker.allows(), breaker.allows()]).toEqual([true, true]);
  });
});
