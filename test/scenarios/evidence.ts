import { expect } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { figuresOf, latencyOf, trialFigures } from '../../src/results/figures.ts';
import type { Measurement, Result } from '../../src/results/result.ts';

interface Evidence {
  /** `simulate`: it asks for what is in simulations only, and a run of it would leave that out. */
  readonly by?: 'run' | 'simulate';
  /** Under load in all, as short as it still shows what the scenario is about. */
  readonly load: string;
  /** Fails where the outcome that the scenario is about has left no trace. Nothing is said of how fast anything was. */
  readonly shows: (results: readonly Result[]) => void;
}

/** What each scenario of the library must show, whatever machine it runs on. */
export const evidence: Readonly<Record<string, Evidence>> = {
  'backend-outage': {
    load: '10s',
    shows: ([result]) => {
      expect(named(result, 'stateless').faults).toMatchObject([{ name: expect.stringContaining('api') }]);
      expect(failuresOf(result, 'stateless')).toBeGreaterThan(0);
      const withStale = failuresOf(result, 'memory, stale if error');
      expect(withStale).toBeLessThan(failuresOf(result, 'stateless'));
      expect(withStale).toBeLessThan(failuresOf(result, 'memory'));
    },
  },
  'catalogue-reads': {
    load: '6s',
    shows: ([result]) => {
      expect(countOf(result, 'memory', 'hit')).toBeGreaterThan(0);
      for (const { name } of (result as Result).scenario.strategies) {
        const [trial] = trialFigures(result as Result, name);
        expect(trial?.figures.costPerMillion).toBeGreaterThan(0);
      }
    },
  },
  'cold-start': {
    load: '10s',
    shows: ([result]) => {
      for (const name of ['stateless', 'memory', 'redis', 'tiered']) {
        expect(named(result, name).faults).toMatchObject([{ name: expect.stringContaining('gateway') }]);
      }
      expect(countOf(result, 'redis', 'hit')).toBeGreaterThan(0);
      expect(countOf(result, 'memory', 'miss')).toBeGreaterThan(0);
    },
  },
  'crawler-scan': {
    load: '6s',
    shows: ([result]) => {
      expect(evictionsOf(result, 'memory, 2 MiB')).toBeGreaterThan(0);
      expect(evictionsOf(result, 'memory, 2 MiB')).toBeGreaterThan(evictionsOf(result, 'memory, 16 MiB'));
    },
  },
  'eviction-policies': {
    by: 'simulate',
    load: '30m',
    shows: ([result]) => {
      const hitRatio = (strategy: string): number => figuresOf(named(result, strategy)).hitRatio ?? 0;
      for (const { name } of (result as Result).scenario.strategies) {
        expect(evictionsOf(result, name)).toBeGreaterThan(0);
        expect(hitRatio(name)).toBeGreaterThan(0.2);
      }
      // As their papers have it where much is asked for once.
      for (const name of ['sieve', 's3-fifo', 'w-tinylfu']) {
        expect(hitRatio(name)).toBeGreaterThan(hitRatio('lru'));
      }
      expect(hitRatio('lru')).toBeGreaterThan(hitRatio('fifo'));
    },
  },
  'expiry-storm': {
    load: '15s',
    shows: ([result]) => {
      expect(countOf(result, 'memory', 'collapsed')).toBeGreaterThan(0);
      expect(countOf(result, 'memory, not collapsed', 'collapsed')).toBe(0);
      expect(countOf(result, 'memory, stale while refreshed', 'stale')).toBeGreaterThan(0);
    },
  },
  'flash-crowd': {
    load: '6s',
    shows: ([result]) => {
      const rates = named(result, 'stateless').timeline.completed;
      expect(rates.length).toBeGreaterThan(1);
      expect(named(result, 'memory').schedule?.offeredPerSecond).toBeGreaterThan(80);
      expect(callsOf(result, 'memory')).toBeLessThan(callsOf(result, 'stateless'));
    },
  },
  'freshness-price': {
    load: '8s',
    shows: (results) => {
      expect(results).toHaveLength(3);
      const longest = named(results.at(-1), 'memory').staleness;
      expect(longest?.reads).toBeGreaterThan(0);
      expect(longest?.stale).toBeGreaterThan(0);
      expect(callsOf(results.at(-1), 'memory')).toBeLessThan(callsOf(results[0], 'memory'));
    },
  },
  'large-bodies': {
    load: '6s',
    shows: ([result]) => {
      const { bytes = 0, count = 1 } = named(result, 'redis').outcomes.hit ?? {};
      expect(bytes / count).toBeGreaterThan(50_000);
    },
  },
  'long-tail': {
    load: '6s',
    shows: ([result]) => {
      const { hitRatio } = figuresOf(named(result, 'memory, 64 MiB'));
      expect(hitRatio).toBeLessThan(0.5);
    },
  },
  'many-nodes': {
    load: '10s',
    shows: ([result]) => {
      expect(named(result, 'memory, 4 nodes').gateways).toHaveLength(4);
      expect(callsOf(result, 'memory, 4 nodes')).toBeGreaterThan(callsOf(result, 'memory, 1 node'));
    },
  },
  'personalised-feed': {
    load: '8s',
    shows: ([result]) => {
      const { backends, gateways } = named(result, 'tiered');
      expect(gateways).toHaveLength(2);
      expect(backends[0]?.writes).toBeGreaterThan(0);
      expect(countOf(result, 'redis', 'hit')).toBeGreaterThan(0);
    },
  },
  quickstart: {
    load: '4s',
    shows: ([result]) => expect(callsOf(result, 'memory')).toBeGreaterThan(0),
  },
  'read-your-writes': {
    load: '8s',
    shows: ([result]) => {
      expect(named(result, 'stateless').staleness).toMatchObject({ stale: 0, ownWritesUnseen: 0 });
      const { staleness } = named(result, 'memory');
      expect(staleness?.ownReads).toBeGreaterThan(0);
      expect(staleness?.ownWritesUnseen).toBeGreaterThan(0);
      expect(staleness?.disagreements).toBeGreaterThan(0);
    },
  },
  'redis-far-away': {
    load: '6s',
    shows: ([result]) => {
      // Light itself would take the 5 ms to Redis and the 5 ms back.
      expect(latencyOf([named(result, 'redis')], ['hit']).minUs).toBeGreaterThan(10_000);
      expect(latencyOf([named(result, 'memory')], ['hit']).count).toBeGreaterThan(0);
    },
  },
  'slow-backend': {
    load: '8s',
    shows: ([result]) => {
      const [backend] = named(result, 'stateless').backends;
      expect(LatencyHistogram.decode(backend?.queueWait as string).maxUs).toBeGreaterThan(50_000);
      expect(callsOf(result, 'memory, for 30 s')).toBeLessThan(callsOf(result, 'stateless'));
    },
  },
  'trace-replay': {
    load: '15s',
    shows: ([result]) => {
      expect(result?.scenario.trace?.requests).toBeGreaterThan(0);
      expect(countOf(result, 'memory', 'hit')).toBeGreaterThan(0);
    },
  },
  'write-heavy': {
    load: '6s',
    shows: ([result]) => {
      const [backend] = named(result, 'memory').backends;
      expect(backend?.writes).toBeGreaterThan((backend?.calls as number) / 2);
    },
  },
};

/** The one valid measurement of a strategy. */
function named(result: Result | undefined, strategy: string): Measurement {
  const trial = result?.trials.find((each) => each.strategy === strategy && each.state === 'valid');
  if (trial?.state !== 'valid') throw new Error(`Nothing valid was measured of ${strategy}.`);
  return trial.measurement;
}

function countOf(
  result: Result | undefined,
  strategy: string,
  outcome: keyof Measurement['outcomes'],
): number {
  return named(result, strategy).outcomes[outcome]?.count ?? 0;
}

function callsOf(result: Result | undefined, strategy: string): number {
  return named(result, strategy).backends.reduce((sum, { calls }) => sum + calls, 0);
}

function evictionsOf(result: Result | undefined, strategy: string): number {
  return named(result, strategy).gateways.reduce((sum, { evictions }) => sum + evictions, 0);
}

function failuresOf(result: Result | undefined, strategy: string): number {
  return figuresOf(named(result, strategy)).failureRatio;
}
