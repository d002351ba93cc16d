import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../../src/scenario/scenario.ts';
import { readScenario } from '../../../src/scenario/scenario-file.ts';
import { type Prediction, predict } from '../../../src/simulate/theory/predict.ts';
import { createRandom } from '../../../src/support/random.ts';
import { createZipfSampler } from '../../../src/workload/zipf-sampler.ts';
import { aScenario } from '../../support/a-scenario.ts';
import { expectAgreement, exponentials, inBatches } from './batches.ts';

/** By the names of its strategies. */
async function predictions(name: string): Promise<(strategy: string) => Prediction> {
  const { scenario } = await readScenario(`scenarios/${name}.yaml`, name);
  return (wanted) => {
    const strategy = scenario.strategies.find((one) => one.name === wanted) as Strategy;
    return predict(scenario, strategy) as Prediction;
  };
}

/** Two nodes whose small memories are full, keys that are written, and writes that the other node does not hear of. */
function simulate(nodes: number, entries: number, ttl: number) {
  const random = createRandom(91);
  const gap = exponentials(92);
  const draw = createZipfSampler({ count: 500, zipf: 0.8 }, createRandom(93));
  const caches = Array.from(
    { length: nodes },
    () => new Map<number, { storedAt: number; version: number }>(),
  );
  const versions = new Float64Array(501);
  let now = 0;
  const batch = (size: number) => {
    let [reads, hits, stale, age] = [0, 0, 0, 0];
    for (let request = 0; request < size; request++) {
      now += gap() / 1000;
      const cache = caches[Math.floor(random() * nodes)] as (typeof caches)[number];
      const key = draw();
      if (random() < 0.1) {
        versions[key] = (versions[key] as number) + 1;
        cache.delete(key);
        continue;
      }
      reads += 1;
      const stored = cache.get(key);
      const isHit = stored !== undefined && now - stored.storedAt < ttl;
      const version = versions[key] as number;
      cache.delete(key);
      cache.set(key, isHit ? stored : { storedAt: now, version });
      if (cache.size > entries) cache.delete(cache.keys().next().value as number);
      if (!isHit) continue;
      hits += 1;
      age += now - stored.storedAt;
      stale += Number(stored.version < version);
    }
    return { hitRatio: hits / reads, stale: stale / reads, age: age / hits, calls: (size - hits) / size };
  };
  batch(20_000);
  return inBatches(20, () => batch(20_000));
}

describe('a prediction', () => {
  const scenario = aScenario();
  const [template] = scenario.strategies as [Strategy];
  const rate = (perSecond: number) => ({
    ...scenario.load,
    kind: 'open' as const,
    arrivals: {
      process: 'poisson' as const,
      stages: [{ from: perSecond, to: perSecond, durationUs: undefined }],
    },
    maxLagUs: 1e6,
  });
  const [read] = scenario.routes as [(typeof scenario.routes)[number]];

  it('of full memories at two nodes, with lifetimes and writes, is as simulated', () => {
    const [backend] = scenario.backends as [(typeof scenario.backends)[number]];
    const keys = { count: 500, zipf: 0.8 };
    const written = aScenario({
      load: rate(1000),
      // In no time, as simulated.
      backends: [
        {
          ...backend,
          latencyUs: { kind: 'constant', value: 0 },
          bodyBytes: { kind: 'constant', value: 1000 },
        },
      ],
      routes: [
        { ...read, keys, weight: 90 },
        { ...read, keys, method: 'PUT', weight: 10, headers: {} },
      ],
    });
    const cache: Strategy['cache'] = { ...template.cache, maxEntries: 100, eviction: 'lru', ttlUs: 1e6 };
    const strategy: Strategy = { ...template, mode: 'memory', nodes: 2, balance: 'round-robin', cache };
    const predicted = predict(written, strategy) as Prediction;
    const batches = simulate(2, 100, 1);
    expectAgreement(
      predicted.hitRatio as number,
      batches.map(({ hitRatio }) => hitRatio),
    );
    expectAgreement(
      predicted.staleRatio as number,
      batches.map(({ stale }) => stale),
    );
    expectAgreement(
      (predicted.meanAgeUs as number) / 1e6,
      batches.map(({ age }) => age),
    );
    expectAgreement(
      predicted.backendCallsPerSecond / 1000,
      batches.map(({ calls }) => calls),
    );
    expect(predicted.characteristicUs).toBeLessThan(1e6);
  });

  it('says of a trace that it cannot tell', () => {
    const trace = { file: '/trace.txt', format: undefined, limit: undefined };
    expect(predict(aScenario({ trace }), template)).toBeUndefined();
  });

  it('of an answer that may not be stored is that of no cache, but for the wait', () => {
    const routes = [{ ...read, headers: { 'cache-control': 'private, max-age=60' } }];
    const predicted = predict(aScenario({ routes, load: rate(100) }), {
      ...template,
      mode: 'memory',
    }) as Prediction;
    expect(predicted).toMatchObject({ hitRatio: 0, offload: 0, backendCallsPerSecond: 100 });
  });

  it('finds a closed loop as fast as its backend lets it be, and no wait where there is room for all', () => {
    const [backend] = scenario.backends as [(typeof scenario.backends)[number]];
    const slow = (capacity: number) =>
      predict(
        aScenario({
          load: { connections: 50 },
          backends: [{ ...backend, capacity, latencyUs: { kind: 'constant', value: 100_000 } }],
        }),
        { ...template, mode: 'stateless' },
      ) as Prediction;
    expect(slow(10).requestsPerSecond).toBeCloseTo(100, 3);
    expect(slow(10).backends[0]?.utilisation).toBeCloseTo(1, 5);
    expect(slow(50).requestsPerSecond).toBeCloseTo(50 / 0.1005, 3);
    expect(slow(50).backends[0]?.meanWaitUs).toBeCloseTo(0, 3);
  });

  it('settles where calls and waits depend on each other', () => {
    const [backend] = scenario.backends as [(typeof scenario.backends)[number]];
    for (const perSecond of [50, 200, 1000, 5000]) {
      const predicted = predict(
        aScenario({
          load: rate(perSecond),
          backends: [
            { ...backend, capacity: 2, latencyUs: { kind: 'lognormal', median: 20_000, p99: 100_000 } },
          ],
          routes: [{ ...read, headers: { 'cache-control': 'max-age=1' } }],
        }),
        { ...template, mode: 'memory' },
      ) as Prediction;
      expect(predicted.hitRatio).toBeGreaterThan(0);
      expect(predicted.hitRatio).toBeLessThan(1);
    }
  });
});

describe('what is predicted of the shipped scenarios', () => {
  it('many-nodes: each further node costs hits, and shared Redis none', async () => {
    const of = await predictions('many-nodes');
    const [one, two, four] = [1, 2, 4].map((nodes) => of(`memory, ${nodes} node${nodes > 1 ? 's' : ''}`)) as [
      Prediction,
      Prediction,
      Prediction,
    ];
    expect(one.hitRatio).toBeGreaterThan(two.hitRatio as number);
    expect(two.hitRatio).toBeGreaterThan(four.hitRatio as number);
    expect(of('redis, 4 nodes').hitRatio).toBeCloseTo(one.hitRatio as number, 9);
    expect(four.backendCallsPerSecond).toBeLessThan(200 * (4 / 2));
    expect(four.formulas.map(({ name }) => name)).toContain('private caches, λ ÷ N');
  });

  it('freshness-price: as Cho and Garcia-Molina have it', async () => {
    const predicted = (await predictions('freshness-price'))('memory');
    // Half a second at one change in five seconds: 4.8 % of hits.
    const ofHits = 1 - (1 - Math.exp(-0.1)) / 0.1;
    expect(predicted.staleRatio).toBeLessThan(ofHits * (predicted.hitRatio as number));
    expect(predicted.staleRatio).toBeGreaterThan(0.9 * ofHits * (predicted.hitRatio as number));
    // From the time that a fetch takes, about 20 ms, to the lifetime.
    expect(predicted.meanAgeUs).toBeGreaterThan(0.255e6);
    expect(predicted.meanAgeUs).toBeLessThan(0.265e6);
  });

  it('slow-backend: without a cache it falls over, with 30 s it hardly works', async () => {
    const of = await predictions('slow-backend');
    expect(of('stateless').backends[0]?.meanWaitUs).toBe(Number.POSITIVE_INFINITY);
    expect(of('stateless').backends[0]?.utilisation).toBeGreaterThan(1.5);
    expect(of('memory, for 30 s').backends[0]?.utilisation).toBeLessThan(0.2);
  });

  it('write-heavy: the cache keeps off little', async () => {
    const of = await predictions('write-heavy');
    expect(of('stateless').hitRatio).toBeUndefined();
    expect(of('stateless').offload).toBeCloseTo(0, 12);
    expect(of('memory').hitRatio).toBeLessThan(0.25);
    expect(of('memory').offload).toBeLessThan(0.05);
  });

  it('long-tail: more memory, more hits, less than half', async () => {
    const of = await predictions('long-tail');
    const [small, large] = [of('memory, 8 MiB'), of('memory, 64 MiB')];
    expect(small.hitRatio).toBeLessThan(large.hitRatio as number);
    expect(large.hitRatio).toBeLessThan(0.5);
    expect(small.characteristicUs).toBeLessThan(large.characteristicUs as number);
  });

  it('quickstart: a closed loop turns faster with a cache', async () => {
    const of = await predictions('quickstart');
    expect(of('memory').requestsPerSecond).toBeGreaterThan(5 * of('stateless').requestsPerSecond);
    expect(of('memory').limits.join(' ')).toContain('closed loop');
  });
});
