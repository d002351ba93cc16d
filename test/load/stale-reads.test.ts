import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { GatewayConfig } from '../../src/gateway/messages.ts';
import { startGateway } from '../../src/gateway/start-gateway.ts';
import { drivePhase } from '../../src/load/drive-phase.ts';
import { createFreshness } from '../../src/load/freshness.ts';
import type { StalenessReport } from '../../src/measure/freshness/freshness-ledger.ts';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { hitRatio } from '../../src/measure/outcome.ts';
import type { Balance } from '../../src/scenario/scenario.ts';
import { machineNowUs } from '../../src/support/machine-clock.ts';
import { createWorkload } from '../../src/workload/create-workload.ts';
import type { Workload } from '../../src/workload/workload.ts';
import { aBackend } from '../support/a-backend.ts';
import { aGateway } from '../support/a-gateway.ts';
import { aRoute } from '../support/a-route.ts';
import { aScenario } from '../support/a-scenario.ts';
import { redisMissing, startRedisServer } from '../support/redis-server.ts';

interface Situation {
  readonly mode: GatewayConfig['mode'];
  readonly nodes?: number;
  readonly balance?: Balance;
  readonly ttlUs?: number;
  /** Undefined: the backend never changes anything by itself. */
  readonly changeEveryUs?: number;
  /** Share of the requests that write. */
  readonly writes?: number;
  /** Ends with so many requests, or after so long. */
  readonly requests?: number;
  readonly durationUs?: number;
}

const keys = { count: 20, zipf: 0 };
const get = aRoute('GET /items/{id}', { keys, headers: { 'cache-control': 'max-age=60' } });
const put = aRoute('PUT /items/{id}', { keys, readBack: 1 });

/** A real backend behind real gateways, asked by the load generator for 20 items, all alike often. */
async function measure(situation: Situation) {
  const { mode, nodes = 1, balance = 'sticky', ttlUs, changeEveryUs, writes = 0 } = situation;
  const changes =
    changeEveryUs === undefined ? undefined : { everyUs: changeEveryUs, seed: 5, sinceUs: machineNowUs() };
  const [reading, writing] = [
    { ...get, weight: 1 - writes },
    { ...put, weight: writes },
  ];
  const scenario = aScenario({
    routes: writes === 0 ? [reading] : [reading, writing],
    load: { connections: 4, users: 4, timeoutUs: 10e6 },
  });
  const routes = scenario.routes.map(({ method, path, headers }) => ({ method, path: path.text, headers }));
  const backend = await startBackend(aBackend({ name: 'api', routes, ownChanges: changes }));
  onTestFinished(() => backend.stop());
  const targets = await startGateways(backend.origin, { mode, nodes, ttlUs });

  const config = { scenario, seed: 1, targets, balance, ownChanges: changes ? { api: changes } : {} };
  const freshness = createFreshness(config);
  const drive = (phase: 'warm-up' | 'measure', { requests = 1e9, durationUs = 25e6 }: Partial<Situation>) =>
    drivePhase({
      targets,
      balance,
      load: scenario.load,
      durationUs,
      longestUs: durationUs,
      workload: upTo(requests, createWorkload(scenario, { seed: 1, phase })),
      times: undefined,
      judges: { freshness },
    }).ended;
  await drive('warm-up', { requests: 100 });
  const { staleness, outcomes, requests } = await drive('measure', situation);
  const counts = Object.entries(outcomes).map(([outcome, { count }]) => [outcome, count]);
  expect(requests).toMatchObject({ errors: 0, timeouts: 0, unfinished: 0 });
  return {
    ...(staleness as StalenessReport),
    age: LatencyHistogram.decode(staleness?.age ?? ''),
    hitRatio: hitRatio(Object.fromEntries(counts)) ?? 0,
  };
}

function upTo(count: number, workload: Workload): Workload {
  let left = count;
  return { next: () => (left-- > 0 ? workload.next() : undefined) };
}

async function startGateways(
  origin: string,
  { mode, nodes, ttlUs }: { mode: Situation['mode']; nodes: number; ttlUs: number | undefined },
): Promise<string[]> {
  const redis = mode === 'redis' ? { url: await redisUrl(), keyPrefix: `${randomUUID()}:` } : undefined;
  const config = aGateway(origin, { mode, cache: { ttlUs }, ...(redis && { redis }) });
  return Promise.all(
    Array.from({ length: nodes }, async () => {
      const gateway = await startGateway(config);
      onTestFinished(() => gateway.stop());
      return gateway.origin;
    }),
  );
}

async function redisUrl(): Promise<string> {
  const server = await startRedisServer();
  onTestFinished(() => server.close());
  return server.url;
}

describe('stale reads, as measured through real gateways', () => {
  it('are none where the gateway is stateless, whoever changes things', async () => {
    const measured = await measure({
      mode: 'stateless',
      nodes: 2,
      changeEveryUs: 50_000,
      writes: 0.2,
      requests: 600,
    });
    expect(measured.reads).toBeGreaterThan(400);
    expect(measured.sharedReads).toBeGreaterThan(300);
    expect(measured.ownReads).toBeGreaterThan(20);
    expect(measured).toMatchObject({ stale: 0, ownWritesUnseen: 0, disagreements: 0 });
  });

  it('are as many as theory says where the backend changes things behind the back of a memory with a TTL', async () => {
    const [ttlUs, changeEveryUs] = [300_000, 200_000];
    const measured = await measure({ mode: 'memory', ttlUs, changeEveryUs, durationUs: 4e6 });
    // Cho and Garcia-Molina, Synchronizing a Database to Improve Freshness, SIGMOD 2000: what was copied a uniform share
    // of the TTL ago is up to date with a probability of (1 − e^−x) / x on the average.
    const x = ttlUs / changeEveryUs;
    const staleShareOfHits = 1 - (1 - Math.exp(-x)) / x;
    const staleShare = measured.hitRatio * staleShareOfHits;
    // Some 260 lifetimes, of which each has a stale share with a standard deviation of about 0.3.
    expect(Math.abs(measured.stale / measured.reads - staleShare)).toBeLessThan(0.12);
    expect(staleShare).toBeGreaterThan(0.15);
    // Nothing is served after its TTL, but the machine may be busy elsewhere between the look and the answer.
    expect(measured.age.quantileUs(0.9)).toBeLessThan(ttlUs);
    expect(measured.disagreements).toBe(0);
  });

  it('last as long as a TTL that does not end', async () => {
    const measured = await measure({ mode: 'memory', changeEveryUs: 20_000, durationUs: 1e6 });
    expect(measured.stale / measured.reads).toBeGreaterThan(0.6);
    expect(measured.age.maxUs).toBeGreaterThan(300_000);
  });

  it('are none where all writes go through the one gateway', async () => {
    const measured = await measure({ mode: 'memory', writes: 0.2, requests: 600 });
    expect(measured.hitRatio).toBeGreaterThan(0.2);
    expect(measured.ownReads).toBeGreaterThan(20);
    expect(measured).toMatchObject({ stale: 0, ownWritesUnseen: 0, sharedReads: 0 });
  });

  it('are many where two nodes have memories of their own, which disagree', async () => {
    const measured = await measure({ mode: 'memory', nodes: 2, writes: 0.1, requests: 600 });
    expect(measured.stale / measured.reads).toBeGreaterThan(0.1);
    expect(measured.disagreements / measured.sharedReads).toBeGreaterThan(0.1);
    expect(measured.disagreements).toBeLessThan(measured.sharedReads);
  });

  it('hide the writes of users whose requests go to another node each time', async () => {
    const balance = 'round-robin';
    const measured = await measure({ mode: 'memory', nodes: 2, balance, writes: 0.1, requests: 1000 });
    expect(measured.ownWritesUnseen).toBeGreaterThan(0);
    expect(measured.ownWritesUnseen).toBeLessThan(measured.ownReads);
  });

  it.skipIf(redisMissing)('are none where two nodes keep their answers in one Redis', async () => {
    const measured = await measure({ mode: 'redis', nodes: 2, writes: 0.1, requests: 600 });
    expect(measured.hitRatio).toBeGreaterThan(0.2);
    expect(measured.sharedReads).toBeGreaterThan(300);
    expect(measured).toMatchObject({ stale: 0, ownWritesUnseen: 0 });
    // A node may have fetched what another is about to write, before that write is acknowledged.
    expect(measured.disagreements).toBeLessThan(measured.sharedReads / 50);
  });
});
