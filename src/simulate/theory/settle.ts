import type { Backend, Scenario, Strategy } from '../../scenario/scenario.ts';
import type { AskedKeys, PastCaches } from './asked-keys.ts';
import { type Caching, cachedKeys } from './cached-keys.ts';
import { type ClosedLoop, closedLoopPerSecond, residenceUs } from './closed-loop.ts';
import { meanOf, squaredVariationOf } from './distribution-moments.ts';
import { meanWaitUs, type Queue } from './queueing.ts';
import type { SinceEmpty } from './since-empty.ts';
import { type FetchTime, type FetchTimes, type Traffic, trafficOf } from './traffic.ts';

/** What a scenario comes to at a rate of requests, once calls and waits are in accord. */
export interface Settled {
  readonly perSecond: number;
  /** Undefined in a stateless gateway. */
  readonly caching: Caching | undefined;
  readonly traffic: Traffic;
  /** The mean wait at each backend, by its name; Infinity where more is asked than it can answer. */
  readonly waits: ReadonlyMap<string, number>;
  /** How many requests a second a closed loop would then send. */
  readonly loopPerSecond: number;
}

/** What a request is assumed to take besides the backend: the load's share, the gateway's and the system's, on one machine. */
export const besidesBackendUs = 500;

/** In so many rounds calls and waits come to an accord, each time by half of the difference; mostly sooner. */
const mostRounds = 40;
const accordUs = 1e-3;

export interface Asked {
  readonly keys: readonly AskedKeys[];
  readonly past: PastCaches;
  /** All requests, > 0. */
  readonly perSecond: number;
  /** The time that is asked about; undefined: long after caches were empty. */
  readonly sinceEmpty: SinceEmpty | undefined;
}

/** The longer a call takes the more requests wait for it, which calls less; and the fewer calls there are the shorter they take. */
export function settle(scenario: Scenario, strategy: Strategy, asked: Asked): Settled {
  const { keys, past, perSecond, sinceEmpty } = asked;
  const isCached = strategy.mode !== 'stateless';
  const caching = isCached ? cachedKeys(keys, strategy, { perSecond, sinceEmpty }) : undefined;
  const pastCaches = new Map(past);
  for (const { backend, count, probability } of isCached ? [] : keys) {
    pastCaches.set(backend, (pastCaches.get(backend) ?? 0) + count * probability);
  }
  const trafficAt = (waits: ReadonlyMap<string, number>): Traffic =>
    trafficOf(caching, pastCaches, {
      fetchTimes: fetchTimes(scenario, waits),
      collapse: strategy.cache.collapse,
    });
  let bearable: ReadonlyMap<string, number> = new Map();
  let traffic = trafficAt(bearable);
  let apartUs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < mostRounds && apartUs > accordUs && isCached; round++) {
    const last = bearable;
    const waits = waitsAt(scenario, traffic, perSecond);
    // Who waits for longer than the timeout has gone away.
    const halfWay = (name: string, waitUs: number): number =>
      ((last.get(name) ?? 0) + Math.min(waitUs, scenario.load.timeoutUs)) / 2;
    bearable = new Map([...waits].map(([name, waitUs]) => [name, halfWay(name, waitUs)]));
    apartUs = Math.max(...[...bearable].map(([name, waitUs]) => Math.abs(waitUs - (last.get(name) ?? 0))));
    if (apartUs > 0) traffic = trafficAt(bearable);
  }
  return {
    perSecond,
    caching,
    traffic,
    waits: waitsAt(scenario, traffic, perSecond),
    loopPerSecond: loopPerSecond(scenario, traffic),
  };
}

function fetchTimes({ backends }: Scenario, waits: ReadonlyMap<string, number>): FetchTimes {
  return new Map(
    backends.map(({ name, latencyUs }): readonly [string, FetchTime] => {
      const [serviceUs, waitUs] = [meanOf(latencyUs), waits.get(name) ?? 0];
      const meanUs = serviceUs + waitUs;
      // Half of the mean square ÷ the mean, as if every wait were the mean one.
      const meanSquare = meanUs ** 2 + serviceUs ** 2 * squaredVariationOf(latencyUs);
      return [name, { meanUs, restUs: meanUs === 0 ? 0 : meanSquare / (2 * meanUs) }];
    }),
  );
}

function waitsAt(scenario: Scenario, traffic: Traffic, perSecond: number): Map<string, number> {
  return new Map(
    scenario.backends.map((backend) => {
      const { name } = backend;
      if (scenario.load.kind === 'open') {
        return [name, meanWaitUs(queueOf(backend, perSecond * (traffic.calls.get(name) ?? 0)))];
      }
      const loop = loopThrough(scenario, traffic, backend);
      if (loop === undefined) return [name, 0];
      return [name, Math.max(0, residenceUs(loop, closedLoopPerSecond(loop)) - loop.serviceUs)];
    }),
  );
}

export function queueOf({ latencyUs, capacity }: Backend, perSecond: number): Queue {
  return {
    perSecond,
    serviceUs: meanOf(latencyUs),
    servers: capacity ?? Number.POSITIVE_INFINITY,
    squaredVariation: squaredVariationOf(latencyUs),
  };
}

/** As fast as the slowest of the backends lets it turn. */
function loopPerSecond(scenario: Scenario, traffic: Traffic): number {
  const alone = (1e6 * scenario.load.connections) / roundUs(scenario, traffic);
  const throughEach = scenario.backends.map((backend) => {
    const loop = loopThrough(scenario, traffic, backend);
    const share = traffic.waitedFor.get(backend.name) ?? 0;
    return loop === undefined ? alone : closedLoopPerSecond(loop) / share;
  });
  return Math.min(alone, ...throughEach);
}

/** The loop as one backend sees it, each client coming back after several requests; undefined where it sees none. */
function loopThrough(
  scenario: Scenario,
  traffic: Traffic,
  { name, ...backend }: Backend,
): ClosedLoop | undefined {
  const share = traffic.waitedFor.get(name) ?? 0;
  const serviceUs = meanOf(backend.latencyUs);
  if (share === 0 || serviceUs === 0) return undefined;
  return {
    clients: scenario.load.connections,
    elsewhereUs: Math.max(0, roundUs(scenario, traffic) / share - serviceUs),
    serviceUs,
    servers: backend.capacity ?? Number.POSITIVE_INFINITY,
  };
}

/** The mean time of a request that nobody stands in the way of. */
function roundUs({ backends }: Scenario, { waitedFor, delayUs }: Traffic): number {
  const servedUs = backends.reduce(
    (sum, { name, latencyUs }) => sum + (waitedFor.get(name) ?? 0) * meanOf(latencyUs),
    0,
  );
  return besidesBackendUs + delayUs + servedUs;
}
