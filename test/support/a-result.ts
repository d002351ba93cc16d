import type { Arrivals, PlayedFault, Prices, Result, Trial } from '../../src/results/result.ts';
import { createRandom, deriveSeed } from '../../src/support/random.ts';
import { aMeasurement, type StrategyBehaviour } from './a-measurement.ts';

export interface ResultOptions {
  readonly strategies?: readonly StrategyBehaviour[];
  readonly repetitions?: number;
  readonly seconds?: number;
  readonly connections?: number;
  readonly seed?: number;
  readonly question?: string;
  readonly prices?: Prices | undefined;
  /** Open loop: the arrivals, and how long each request waits beyond its service time. */
  readonly open?: { readonly arrivals: Arrivals; readonly waitUs: number } | undefined;
  readonly faults?: readonly PlayedFault[];
  /** The first strategy is measured again under the name of `<name> again`. */
  readonly noiseFloor?: boolean;
}

export const stateless: StrategyBehaviour = { name: 'stateless' };
export const memory: StrategyBehaviour = { name: 'memory', hitRatio: 0.92, hitUs: 700 };
export const redis: StrategyBehaviour = { name: 'redis', hitRatio: 0.92, hitUs: 1900 };

const defaults = {
  strategies: [stateless, memory, redis],
  repetitions: 3,
  seconds: 5,
  connections: 10,
  seed: 7,
  question: 'Does caching pay for a shop’s product pages, and where should the cache live?',
  prices: undefined,
  open: undefined,
  faults: [],
  noiseFloor: false,
} satisfies ResultOptions;

/** Nothing has a price but what is given. */
export function somePrices(given: Partial<Prices>): Prices {
  return {
    currency: 'USD',
    perBackendCall: 0,
    perBackendCpuSecond: 0,
    perGatewayNodeHour: 0,
    perMemoryGiBHour: 0,
    perRedisNodeHour: 0,
    perEgressGiB: 0,
    ...given,
  };
}

/**
 * A valid Result with plausible figures: a closed loop, so that requests × latency = connections × time; every
 * trial's latencies drawn anew from lognormal distributions. The same options give the same Result.
 */
export function aResult(options: ResultOptions = {}): Result {
  const asked = { ...defaults, ...options };
  const [first] = asked.strategies;
  const again =
    asked.noiseFloor && first
      ? [{ ...first, name: `${first.name} again`, mode: first.mode ?? first.name }]
      : [];
  const settled = { ...asked, strategies: [...asked.strategies, ...again] };
  const { strategies, open, repetitions, seconds, connections, seed, question, prices } = settled;
  return {
    format: 'gatebench-result',
    schemaVersion: 2,
    kind: 'measured',
    runId: '2026-11-23T10-00-00-abc123',
    state: 'complete',
    startedAt: '2026-11-23T10:00:00.000Z',
    finishedAt: '2026-11-23T10:01:20.000Z',
    generator: { version: '0.1.0', revision: '33e2271' },
    command: 'npx gatebench run scenarios/quickstart.yaml',
    scenario: {
      name: 'quickstart',
      question,
      source: `question: ${question}\nstrategies: [${strategies.map(({ name }) => name).join(', ')}]\n`,
      seed,
      strategies: strategies.map(({ name, mode = name, nodes = 1, settings = [] }) => ({
        name,
        mode,
        nodes,
        settings: [...settings],
        memoryBytes: mode === 'memory' || mode === 'tiered' ? 64 * 2 ** 20 : 0,
        usesRedis: mode === 'redis' || mode === 'tiered',
        ...(again.some((twin) => twin.name === name) ? { twinOf: first?.name } : {}),
      })),
      connections,
      load:
        open === undefined ? { kind: 'closed' } : { kind: 'open', arrivals: open.arrivals, maxLagUs: 5000 },
      network: [],
      ...(prices && { prices }),
      expect: [],
      sources: [],
      resolved: {},
      warmupUs: 2e6,
      durationUs: seconds * 1e6,
      repetitions,
      cache: 'warm',
    },
    environment: {
      platform: 'Linux 6.1 x64',
      cpuModel: 'Example CPU at 2.40 GHz',
      cpus: 2,
      memoryBytes: 8 * 2 ** 30,
      loadAverage: [0.4, 0.3, 0.2],
      node: 'v20.20.2',
      redis: '7.0.15',
      packages: { autocannon: '9.0.0', fastify: '5.12.8' },
    },
    protocol: { quick: false },
    omitted: [],
    trials: Array.from({ length: repetitions }, (_, block) =>
      strategies.map((strategy, place) => aTrial(settled, strategy, block * strategies.length + place)),
    ).flat(),
    warnings: [],
  };
}

/** One with enough blocks for verdicts on three strategies, long enough for a 99th percentile. */
export function aSettledResult(options: ResultOptions = {}): Result {
  return aResult({ repetitions: 8, seconds: 3, ...options });
}

function aTrial(settled: Required<ResultOptions>, behaviour: StrategyBehaviour, index: number): Trial {
  const repetition = Math.floor(index / settled.strategies.length) + 1;
  const random = createRandom(deriveSeed(settled.seed, behaviour.name, repetition));
  return {
    strategy: behaviour.name,
    repetition,
    attempt: 1,
    position: index + 1,
    startedAt: new Date(Date.UTC(2026, 10, 23, 10, 0, index * 8)).toISOString(),
    state: 'valid',
    measurement: aMeasurement(behaviour, {
      ...settled,
      repetition,
      random,
      waitUs: settled.open?.waitUs,
      faults: [...settled.faults],
    }),
  };
}
