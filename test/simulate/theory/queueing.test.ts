import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  erlangC,
  meanWaitUs,
  sharedProcessorUs,
  turnedAway,
  utilisation,
  waitsLonger,
} from '../../../src/simulate/theory/queueing.ts';
import { createSampler, type Distribution } from '../../../src/support/distribution.ts';
import { createRandom } from '../../../src/support/random.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

/** First come, first served (Kiefer and Wolfowitz): who comes takes the server that is free first. Means in units of a service. */
function simulate(rate: number, servers: number, service: () => number) {
  const gap = exponentials(61);
  const freeAt = new Float64Array(servers);
  let now = 0;
  return inBatches(30, () => {
    let [waited, longer, sum] = [0, 0, 0];
    for (let customer = 0; customer < 20_000; customer++) {
      now += gap() / rate;
      const server = freeAt.indexOf(Math.min(...freeAt));
      const wait = Math.max(0, (freeAt[server] as number) - now);
      freeAt[server] = now + wait + service();
      sum += wait;
      waited += Number(wait > 0);
      longer += Number(wait > 0.5);
    }
    return { mean: sum / 20_000, waited: waited / 20_000, longer: longer / 20_000 };
  });
}

/** All that are there share one processor; services are half of them short, half long, with a mean of 1. */
function sharing(rate: number, atMost: number) {
  const gap = exponentials(62);
  const random = createRandom(63);
  let here: { left: number; readonly alone: number; readonly since: number }[] = [];
  let [now, arrival] = [0, gap() / rate];
  return inBatches(30, () => {
    let [came, turned, spent, done] = [0, 0, 0, 0];
    while (came < 6000) {
      const least = Math.min(...here.map(({ left }) => left));
      const departure = here.length === 0 ? Number.POSITIVE_INFINITY : now + least * here.length;
      const until = Math.min(arrival, departure);
      const share = here.length === 0 ? 0 : (until - now) / here.length;
      for (const one of here) one.left -= share;
      now = until;
      if (departure <= arrival) {
        const gone = here.find(({ left }) => left <= 1e-9 || left === least - share);
        here = here.filter((one) => one !== gone);
        if (gone?.alone === 0.2) {
          spent += now - gone.since;
          done += 1;
        }
      } else {
        came += 1;
        arrival = now + gap() / rate;
        const alone = random() < 0.5 ? 0.2 : 1.8;
        if (here.length < atMost) here.push({ left: alone, alone, since: now });
        else turned += 1;
      }
    }
    return { turned: turned / came, short: spent / done };
  });
}

describe('queues', () => {
  const queue = { perSecond: 5.5, serviceUs: 1e6, servers: 8 };

  it('wait as M/M/c does', () => {
    const service = exponentials(64);
    const batches = simulate(5.5, 8, service);
    expectAgreement(
      erlangC(8, 5.5),
      batches.map(({ waited }) => waited),
    );
    expectAgreement(
      meanWaitUs(queue) / 1e6,
      batches.map(({ mean }) => mean),
    );
    expectAgreement(
      waitsLonger(queue, 0.5e6),
      batches.map(({ longer }) => longer),
    );
  });

  it('wait as Pollaczek and Khinchine say, for services of any kind', () => {
    const lognormal: Distribution = { kind: 'lognormal', median: 0.8, p99: 4 };
    const sigma = Math.log(5) / 2.3263478740408408;
    const mean = 0.8 * Math.exp(sigma ** 2 / 2);
    const one = {
      perSecond: 0.5,
      serviceUs: mean * 1e6,
      servers: 1,
      squaredVariation: Math.expm1(sigma ** 2),
    };
    const batches = simulate(0.5, 1, createSampler(lognormal, createRandom(65)));
    expectAgreement(
      meanWaitUs(one) / 1e6,
      batches.map(({ mean: waited }) => waited),
      2,
    );
    expect(meanWaitUs({ ...one, squaredVariation: 0 })).toBeCloseTo(
      (one.serviceUs * utilisation(one)) / (2 * (1 - utilisation(one))),
      3,
    );
  });

  it('go by the mean alone where all share a processor', () => {
    const batches = sharing(0.6, Number.POSITIVE_INFINITY);
    expectAgreement(
      sharedProcessorUs(0.2e6, 0.6) / 1e6,
      batches.map(({ short }) => short),
      1,
    );
  });

  it('turn away as often as M/G/1/K*PS does', () => {
    expectAgreement(
      turnedAway(0.9, 4),
      sharing(0.9, 4).map(({ turned }) => turned),
    );
    expect(turnedAway(1, 4)).toBe(1 / 5);
    expect(turnedAway(1 + 1e-9, 4)).toBeCloseTo(1 / 5, 6);
    expect(turnedAway(100, 1000)).toBeCloseTo(0.99, 12);
    expect(turnedAway(0, 4)).toBe(0);
  });

  it('make everybody wait where more comes than can be served, and nobody where nothing comes', () => {
    const over = { ...queue, perSecond: 8 };
    expect([meanWaitUs(over), waitsLonger(over, 1e9), erlangC(8, 8)]).toEqual([
      Number.POSITIVE_INFINITY,
      1,
      1,
    ]);
    const idle = { ...queue, perSecond: 0 };
    expect([meanWaitUs(idle), waitsLonger(idle, 0), erlangC(8, 0)]).toEqual([0, 0, 0]);
    expect(meanWaitUs({ ...queue, servers: Number.POSITIVE_INFINITY })).toBe(0);
    expect(sharedProcessorUs(1, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(() => erlangC(0, 1)).toThrow(RangeError);
    expect(() => erlangC(1, -1)).toThrow(RangeError);
  });

  it('wait between never and always, the more the busier and the less the more servers, up to thousands', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (servers, busy) => {
          const waits = erlangC(servers, busy * servers);
          expect(waits).toBeGreaterThanOrEqual(0);
          expect(waits).toBeLessThanOrEqual(1);
          expect(erlangC(servers, busy * servers * 0.9)).toBeLessThanOrEqual(waits);
          expect(erlangC(servers + 1, busy * servers)).toBeLessThanOrEqual(waits);
        },
      ),
    );
  });

  it('of one server wait as often as it is busy', () => {
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12);
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
  });
});
