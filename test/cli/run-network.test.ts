import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import type { Measurement, Result } from '../../src/results/result.ts';
import { runningParts, workplace } from '../support/a-run.ts';
import { redisMissing, startRedisServer } from '../support/redis-server.ts';

const scenarioWith = (network: string) => `question: Does distance pay?
gateway: { redis: { deadline: 5s } }
backends: { api: { latency: 0ms, body: 300B } }
routes:
  - { match: 'GET /items/{id}', backend: api, keys: { count: 20, zipf: 0 }, headers: { cache-control: max-age=60 } }
load: { connections: 4 }
network: { ${network} }
measure: { warmup: 200ms, duration: 400ms, repetitions: 1 }
`;

function measurementOf({ trials }: Result): Measurement {
  const [trial] = trials;
  if (trial === undefined || !('measurement' in trial) || trial.measurement === undefined) {
    throw new Error(JSON.stringify(trial));
  }
  return trial.measurement;
}

const shortestUs = ({ outcomes }: Measurement, outcome: 'hit' | 'bypass') =>
  LatencyHistogram.decode(outcomes[outcome]?.latency ?? '').minUs;

describe('gatebench run, with a network between', { timeout: 60_000 }, () => {
  it('makes what crosses it later by twice its delay', async () => {
    const { run, result } = workplace(
      scenarioWith('client: { delay: 8ms }, backend: { delay: 10ms, jitter: 2ms, bandwidth: 10MB/s }'),
    );
    expect((await run(['--modes', 'stateless', '--quiet'])).exitCode).toBe(0);
    const measured = await result();
    const { outcomes, processes } = measurementOf(measured);
    expect(LatencyHistogram.decode(outcomes.bypass?.latency ?? '').minUs).toBeGreaterThan(35_800);
    expect(processes.map(({ role }) => role).sort()).toEqual(['backend', 'gateway', 'load', 'network']);
    expect(measured.scenario.network).toHaveLength(2);
    expect(runningParts()).toEqual([]);
  });

  it('lies between each of several gateways and their clients', async () => {
    const { run, result } = workplace(
      `${scenarioWith('client: { delay: 5ms }')}strategies: [{ mode: memory, nodes: 2 }]\n`,
    );
    expect((await run(['--quiet'])).exitCode).toBe(0);
    const measurement = measurementOf(await result());
    expect(shortestUs(measurement, 'hit')).toBeGreaterThan(9900);
  });

  it.skipIf(redisMissing)('lies before Redis, and nowhere else', async () => {
    const { run, result } = workplace(scenarioWith('redis: { delay: 10ms }'));
    expect((await run(['--modes', 'memory,redis', '--quiet'])).exitCode).toBe(0);
    const { trials } = await result();
    for (const trial of trials) {
      if (trial.state !== 'valid') throw new Error(JSON.stringify(trial));
      const hitUs = shortestUs(trial.measurement, 'hit');
      const roles = trial.measurement.processes.map(({ role }) => role);
      expect(roles.includes('network')).toBe(trial.strategy === 'redis');
      if (trial.strategy === 'redis') expect(hitUs).toBeGreaterThan(19_800);
      else expect(hitUs).toBeLessThan(19_800);
    }
  });

  it.skipIf(redisMissing)('also lies before a Redis that was named, and its keys are removed', async () => {
    const server = await startRedisServer();
    onTestFinished(() => server.close());
    const client = new Redis(server.url);
    onTestFinished(() => client.disconnect());
    // What else its URL says must still be heard.
    await client.config('SET', 'requirepass', 'pa ss');
    const url = server.url.replace('redis://', 'redis://:pa%20ss@');
    const { run, result } = workplace(scenarioWith('redis: { delay: 10ms }'));
    expect((await run(['--modes', 'redis', '--quiet', '--redis', `${url}/1`])).exitCode).toBe(0);
    expect(shortestUs(measurementOf(await result()), 'hit')).toBeGreaterThan(19_800);
    expect(await client.info('keyspace')).not.toMatch(/^db/m);
  });

  it('refuses a named Redis that it cannot stand before', async () => {
    const { run } = workplace(scenarioWith('redis: { delay: 10ms }'));
    const { exitCode, stderr } = await run(['--redis', 'rediss://user:secret@example.com']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is encrypted');
    expect(stderr).not.toContain('secret');
  });
});
