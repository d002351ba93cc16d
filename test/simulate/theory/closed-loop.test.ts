import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClosedLoop,
  closedLoopBounds,
  closedLoopPerSecond,
  residenceUs,
} from '../../../src/simulate/theory/closed-loop.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

/** Clients, each either elsewhere, in the queue, or served; what ends next decides. Throughput, per second. */
function simulate({ clients, elsewhereUs, serviceUs, servers }: ClosedLoop): number[] {
  const exponential = exponentials(71);
  let there = 0;
  return inBatches(30, () => {
    let [seconds, served] = [0, 0];
    while (served < 5000) {
      const leaving = ((clients - there) * 1e6) / elsewhereUs;
      const finishing = (Math.min(there, servers) * 1e6) / serviceUs;
      seconds += exponential() / (leaving + finishing);
      // Which of the two ends first, by a draw of its own.
      const isFinished = exponential() * leaving < exponential() * finishing;
      served += Number(isFinished);
      there += isFinished ? -1 : 1;
    }
    return served / seconds;
  });
}

describe('a closed loop', () => {
  it.each([
    { clients: 10, elsewhereUs: 50_000, serviceUs: 20_000, servers: 4 },
    { clients: 30, elsewhereUs: 50_000, serviceUs: 20_000, servers: 4 },
  ])('of $clients clients goes as fast as simulated', (loop) => {
    const perSecond = closedLoopPerSecond(loop);
    expectAgreement(perSecond, simulate(loop), perSecond);
  });

  it('of a thousand clients gets 640 answers a second, of 64 servers that each give 10', () => {
    const loop = { clients: 1000, elsewhereUs: 0, serviceUs: 100_000, servers: 64 };
    expect(closedLoopPerSecond(loop)).toBeCloseTo(640, 9);
    expect(closedLoopPerSecond({ ...loop, elsewhereUs: 1000 })).toBeCloseTo(640, 6);
    expect(closedLoopBounds(loop).kneeClients).toBe(64);
    expect(residenceUs(loop, 640)).toBeCloseTo(1_562_500, 3);
  });

  it('waits for nobody where there are servers for all', () => {
    expect(
      closedLoopPerSecond({ clients: 50, elsewhereUs: 5000, serviceUs: 20_000, servers: 64 }),
    ).toBeCloseTo(2000, 9);
  });

  it('is never faster than its bounds, and faster with more clients', () => {
    const time = fc.double({ min: 1, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        time,
        time,
        fc.integer({ min: 1, max: 100 }),
        (clients, elsewhereUs, serviceUs, servers) => {
          const loop = { clients, elsewhereUs, serviceUs, servers };
          const perSecond = closedLoopPerSecond(loop);
          expect(perSecond).toBeLessThanOrEqual(closedLoopBounds(loop).perSecond * (1 + 1e-9));
          expect(perSecond).toBeGreaterThan(0);
          expect(closedLoopPerSecond({ ...loop, clients: clients + 1 })).toBeGreaterThanOrEqual(
            perSecond * (1 - 1e-9),
          );
        },
      ),
    );
  });
});
