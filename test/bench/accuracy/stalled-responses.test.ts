import { describe, expect, it } from 'vitest';
import { answerDueMs, type KnownDelay } from './known-delay.ts';
import { expectedResponses } from './stalled-responses.ts';

const stall: KnownDelay = { kind: 'stall', ms: 5, fromMs: 2000, forMs: 500 };

describe('answerDueMs', () => {
  it('keeps until its end what was due in a stall, and nothing else', () => {
    const tookMs = [1994, 1995, 2000, 2494, 2495, 2600].map((atMs) => answerDueMs(stall, atMs, 0) - atMs);
    expect(tookMs).toEqual([5, 505, 500, 6, 5, 5]);
  });

  it('makes every so many a slow one', () => {
    const delay: KnownDelay = { kind: 'bimodal', fastMs: 2, slowMs: 20, every: 3 };
    expect([0, 1, 2, 3, 4, 5].map((sequence) => answerDueMs(delay, 0, sequence))).toEqual([
      2, 2, 20, 2, 2, 20,
    ]);
  });
});

describe('expectedResponses', () => {
  it('has nothing but the delay where no server stalls and no connection is awaited', () => {
    const delay: KnownDelay = { kind: 'constant', ms: 5 };
    const { p50Us, p999Us } = expectedResponses(delay, { ratePerSecond: 100, seconds: 10, connections: 1 });
    expect(p50Us / 5000).toBeCloseTo(1, 2);
    expect(p999Us / 5000).toBeCloseTo(1, 2);
  });

  it('has the longest waits of the first that the stall met, by the share of requests that it met', () => {
    // Of 2000 requests 20 wait longer than what was due 0.1 s after the first; there are connections for all of them.
    const { p50Us, p99Us, p999Us } = expectedResponses(stall, {
      ratePerSecond: 200,
      seconds: 10,
      connections: 200,
    });
    expect(p50Us / 5000).toBeCloseTo(1, 2);
    expect(Math.abs(p99Us / 1000 - 405)).toBeLessThan(8);
    expect(Math.abs(p999Us / 1000 - 495)).toBeLessThan(8);
  });

  it('has those wait longer who find all connections busy when the stall is over', () => {
    const load = { ratePerSecond: 200, seconds: 4 };
    const many = expectedResponses(stall, { ...load, connections: 200 });
    const few = expectedResponses(stall, { ...load, connections: 2 });
    expect(few.p99Us).toBeGreaterThan(many.p99Us);
  });
});
