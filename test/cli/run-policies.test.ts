import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../src/results/figures.ts';
import type { Measurement, Result } from '../../src/results/result.ts';
import { workplace } from '../support/a-run.ts';
import { redisMissing } from '../support/redis-server.ts';

/** Eight connections keep asking for five answers that expire each second and take 50 ms to get. */
const expiring = `question: What keeps the storm off?
strategies:
  - { name: storm, mode: memory, cache: { collapse: false } }
  - memory
  - { name: swr, mode: memory, cache: { staleWhileRevalidate: 1h } }
backends: { api: { latency: 50ms, body: 300B } }
routes:
  - { match: 'GET /items/{id}', backend: api, keys: { count: 5, zipf: 0 }, headers: { cache-control: max-age=1 } }
load: { connections: 8 }
measure: { warmup: 1s, duration: 2500ms, repetitions: 1 }
`;

function measurementOf({ trials }: Result, strategy: string): Measurement {
  const trial = trials.find((each) => each.strategy === strategy);
  if (trial?.state !== 'valid') throw new Error(JSON.stringify(trial));
  return trial.measurement;
}

function counts({ outcomes }: Measurement) {
  const { hit, stale, collapsed, revalidated, miss, bypass, error } = outcomes;
  const [inVain, others] = [
    [revalidated, miss],
    [bypass, error],
  ].map((entries) => entries.reduce((sum, entry) => sum + (entry?.count ?? 0), 0));
  return { hit: hit?.count ?? 0, stale: stale?.count ?? 0, collapsed: collapsed?.count ?? 0, inVain, others };
}

describe.skipIf(redisMissing)('gatebench run in mode tiered', () => {
  it('gives each trial a Redis of its own, which its nodes share', async () => {
    const [only, lasting] = ['strategies: [{ mode: tiered, nodes: 2 }]', 'max-age=3'];
    // Answers expire once in the measurement, and are whole again long before the gateways are asked what they hold.
    const tieredAlone = expiring.replace(/strategies:(?:\n {2}.*)+/, only).replace('max-age=1', lasting);
    const { run, result } = workplace(`${tieredAlone}gateway: { redis: { deadline: 5s } }\n`);
    expect((await run(['--quiet'])).exitCode).toBe(0);
    const measured = await result();
    expect(measured.environment.redis).toMatch(/^(Redis|Valkey) \d/);
    const tiered = measurementOf(measured, 'tiered');
    expect(tiered.processes.map(({ role }) => role).sort()).toEqual([
      'backend',
      'gateway',
      'gateway',
      'load',
      'redis',
    ]);
    expect(tiered.gateways.map(({ storeErrors, stored }) => [storeErrors, stored?.entries])).toEqual([
      [0, 5],
      [0, 5],
    ]);
    expect(counts(tiered)).toMatchObject({ stale: 0, others: 0 });
    expect(counts(tiered).inVain).toBe(tiered.backends[0]?.calls);
  });
});

describe('gatebench run, when answers expire under load', () => {
  it('tells who was answered stale, who waited for another, and who called the backend', async () => {
    const { run, result } = workplace(expiring);
    expect((await run(['--quiet'])).exitCode).toBe(0);
    const measured = await result();
    const [storm, memory, swr] = ['storm', 'memory', 'swr'].map((name) => measurementOf(measured, name)) as [
      Measurement,
      Measurement,
      Measurement,
    ];

    expect(counts(storm)).toMatchObject({ stale: 0, collapsed: 0, others: 0 });
    // Each call has a client who waited for it.
    expect(counts(storm).inVain).toBe(storm.backends[0]?.calls);

    expect(counts(memory)).toMatchObject({ stale: 0, others: 0 });
    expect(counts(memory).collapsed).toBeGreaterThan(0);
    expect(counts(memory).inVain).toBe(memory.backends[0]?.calls);

    // Nobody waited, yet the backend was called: by the gateway itself.
    expect(counts(swr)).toMatchObject({ collapsed: 0, inVain: 0, others: 0 });
    expect(counts(swr).stale).toBeGreaterThan(0);
    const { backendCalls, offload, hitRatio } = figuresOf(swr);
    expect(backendCalls).toBeGreaterThan(0);
    expect(hitRatio).toBe(1);
    expect(offload).toBe(1 - backendCalls / swr.requests.offered);
    expect(measured.warnings.map(({ code }) => code)).not.toContain('requests-failed');
  });
});
