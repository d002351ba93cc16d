import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Measurement, Result } from '../../src/results/result.ts';
import { runningParts, workplace } from '../support/a-run.ts';
import { descendants, isAlive } from '../support/descendants.ts';
import { redisMissing, startRedisServer } from '../support/redis-server.ts';

/** Two seconds of measurement; all that is stored stays fresh throughout. */
const scenarioWith = (faults: string, backend = 'latency: 1ms', more = '') => `question: What goes wrong?
gateway: { redis: { deadline: 1s } }
backends: { api: { ${backend}, body: 300B } }
routes:
  - { match: 'GET /items/{id}', backend: api, keys: { count: 20, zipf: 0 }, headers: { cache-control: max-age=600 } }
load: { connections: 4, timeout: 3s }
faults: [${faults}]
measure: { warmup: 300ms, duration: 2s, repetitions: 1 }
${more}`;

function measurementOf({ trials }: Result): Measurement {
  const trial = trials.at(-1);
  if (trial === undefined || !('measurement' in trial) || trial.measurement === undefined) {
    throw new Error(JSON.stringify(trial));
  }
  return trial.measurement;
}

async function measured(scenario: string, ...argv: string[]): Promise<Measurement> {
  const { run, result } = workplace(scenario);
  const before = new Set(runningParts().map(({ pid }) => pid));
  await run([...argv, '--quiet']);
  expect(runningParts().filter(({ pid }) => !before.has(pid))).toEqual([]);
  return measurementOf(await result());
}

/** Resolves when another gateway process has taken the place of the first one below the given process. */
async function restartedBelow(ancestor: number): Promise<void> {
  const gateway = () => descendants(ancestor).find(({ command }) => command.includes('gateway-process'))?.pid;
  const timeout = { timeout: 25_000 };
  const first = await vi.waitFor(() => gateway() ?? Promise.reject(new Error('no gateway yet')), timeout);
  await vi.waitFor(() => {
    const now = gateway();
    if (now === undefined || now === first) throw new Error('not restarted yet');
  }, timeout);
}

const failuresOf = ({ requests, outcomes }: Measurement) =>
  requests.errors + requests.timeouts + (outcomes.error?.count ?? 0);

const missesOf = ({ outcomes }: Measurement) => outcomes.miss?.count ?? 0;

describe.skipIf(redisMissing)('gatebench run, where something happens to Redis', { timeout: 60_000 }, () => {
  it('goes on with misses while Redis is down, and with hits after it', async () => {
    const measurement = await measured(
      scenarioWith('{ redis: down, at: 600ms, for: 500ms }'),
      '--modes',
      'redis',
    );
    const [fault] = measurement.faults;
    expect(fault).toMatchObject({ name: 'Redis down', startUs: expect.any(Number) });
    expect(fault?.startUs).toBeGreaterThanOrEqual(599e3);
    expect((fault?.endUs ?? 0) - (fault?.startUs ?? 0)).toBeGreaterThanOrEqual(400e3);
    expect(failuresOf(measurement)).toBe(0);
    // Without the fault every key would be a hit.
    expect(missesOf(measurement)).toBeGreaterThan(20);
    expect(measurement.outcomes.hit?.count).toBeGreaterThan(20);
    expect(measurement.gateways[0]?.storeErrors).toBeGreaterThan(0);
  });

  it('has every command wait while Redis is slow', async () => {
    const slow = '{ redis: slow, at: 500ms, for: 800ms, by: 60ms }';
    const { faults, timeline } = await measured(scenarioWith(slow), '--modes', 'redis');
    expect(faults[0]?.name).toBe('Redis 60 ms slower');
    expect(timeline.p50Us.some((p50Us) => (p50Us ?? 0) > 59e3)).toBe(true);
  });

  it('asks the backend for everything again when Redis was flushed', async () => {
    const measurement = await measured(scenarioWith('{ redis: flushed, at: 500ms }'), '--modes', 'redis');
    expect(measurement.faults).toMatchObject([{ name: 'Redis flushed' }]);
    expect(missesOf(measurement) + (measurement.outcomes.collapsed?.count ?? 0)).toBeGreaterThanOrEqual(20);
    expect(failuresOf(measurement)).toBe(0);
  });

  it("flushes only the run's own keys of a Redis that was named", async () => {
    const server = await startRedisServer();
    onTestFinished(() => server.close());
    const client = new Redis(server.url);
    onTestFinished(() => client.disconnect());
    await client.set('of-somebody-else', 'precious');
    const faults = '{ redis: flushed, at: 500ms }, { redis: down, at: 1s, for: 300ms }';
    const measurement = await measured(scenarioWith(faults), '--modes', 'redis', '--redis', server.url);
    expect(measurement.faults.map(({ name }) => name)).toEqual(['Redis flushed', 'Redis down']);
    expect(missesOf(measurement)).toBeGreaterThan(20);
    expect(await client.get('of-somebody-else')).toBe('precious');
    expect(await client.info('commandstats')).not.toMatch(/cmdstat_flush/);
  });

  it('is not felt, nor told, by strategies that do not use Redis', async () => {
    const faultsOfBoth =
      '{ redis: down, at: 500ms, for: 500ms }, { backend: api, is: slow, by: 5ms, at: 500ms, for: 500ms }';
    const { faults, processes } = await measured(scenarioWith(faultsOfBoth), '--modes', 'memory');
    expect(faults.map(({ name }) => name)).toEqual(['backend api 5 ms slower']);
    expect(processes.some(({ role }) => role === 'network')).toBe(false);
  });
});

describe('gatebench run, where something happens to a backend or a gateway', { timeout: 60_000 }, () => {
  it('counts what fails while a backend is down, and sees it recover', async () => {
    const down = '{ backend: api, is: down, at: 700ms, for: 400ms }';
    const measurement = await measured(scenarioWith(down, 'latency: 5ms'), '--modes', 'stateless');
    const [fault] = measurement.faults;
    expect(fault?.name).toBe('backend api down');
    expect(fault?.failed).toBeGreaterThan(0);
    expect(failuresOf(measurement)).toBeGreaterThanOrEqual(fault?.failed ?? Number.NaN);
    // It answers again on the same port.
    const last = measurement.timeline.byOutcome.bypass?.slice(-3) ?? [];
    expect(last.some((count) => count > 0)).toBe(true);
  });

  it('counts the share of answers that fail', async () => {
    const failing = '{ backend: api, is: failing, share: 0.5, at: 500ms, for: 800ms }';
    const measurement = await measured(scenarioWith(failing), '--modes', 'stateless');
    expect(measurement.faults).toMatchObject([{ name: 'backend api failing 50.0 %' }]);
    expect(measurement.outcomes.error?.count).toBeGreaterThan(0);
    expect(measurement.backends[0]?.errors).toBe(measurement.outcomes.error?.count);
  });

  it('begins with an empty memory after a restart, and loses no count of before it', async () => {
    const measurement = await measured(
      scenarioWith('{ gateway: restarted, at: 600ms }'),
      '--modes',
      'memory',
      '--duration',
      '6s',
    );
    const [fault] = measurement.faults;
    expect(fault?.name).toBe('gateway restarted');
    expect(fault?.endUs).toBeGreaterThan(fault?.startUs ?? Number.NaN);
    expect(missesOf(measurement)).toBeGreaterThan(0);
    expect(measurement.requests.errors).toBeGreaterThan(0);
    expect(measurement.outcomes.hit?.count).toBeGreaterThan(0);
    const [gateway] = measurement.gateways;
    expect(gateway?.forwarded).toBe(measurement.backends[0]?.calls);
    expect(measurement.processes.filter(({ role }) => role === 'gateway')).toHaveLength(1);
  });

  it('restarts one of several nodes, and the others go on', async () => {
    const scenario = scenarioWith(
      '{ gateway: restarted, node: 2, at: 500ms }',
      'latency: 1ms',
      'strategies: [{ mode: stateless, nodes: 2 }]',
    );
    const measurement = await measured(scenario);
    expect(measurement.faults).toMatchObject([{ name: 'gateway 2 restarted' }]);
    expect(measurement.gateways.map(({ forwarded }) => forwarded > 0)).toEqual([true, true]);
  });

  it('ends cleanly when it is interrupted in the middle of a fault', async () => {
    const faults = [
      '{ backend: api, is: down, at: 300ms, for: 50s }',
      '{ gateway: restarted, at: 1500ms }',
      '{ redis: down, at: 300ms, for: 50s }',
    ];
    const { run, result } = workplace(
      scenarioWith(faults.join(', '), 'latency: 1ms', 'strategies: [tiered]'),
    );
    const signals = new EventEmitter();
    const running = run(['--duration', '60s'], { signals });
    await restartedBelow(process.pid);
    signals.emit('SIGINT', 'SIGINT');
    expect((await running).exitCode).toBe(130);
    expect((await result()).state).toBe('interrupted');
    expect(runningParts()).toEqual([]);
  });

  it('leaves no process behind when it is killed in the middle of a fault', async () => {
    const faults = '{ backend: api, is: down, at: 200ms, for: 50s }, { gateway: restarted, at: 400ms }';
    const { cwd } = workplace(scenarioWith(faults, 'latency: 1ms'));
    const main = join(process.cwd(), 'dist/cli/main.js');
    const argv = [main, 'run', 'small.yaml', '--modes', 'memory', '--duration', '60s'];
    const parent = spawn(process.execPath, argv, { cwd, stdio: 'ignore', detached: true });
    const exited = once(parent, 'exit');
    await restartedBelow(parent.pid as number);
    const children = descendants(parent.pid as number);
    parent.kill('SIGKILL');
    await exited;
    await vi.waitFor(() => expect(children.filter(({ pid }) => isAlive(pid))).toEqual([]), {
      timeout: 15_000,
    });
  });
});
