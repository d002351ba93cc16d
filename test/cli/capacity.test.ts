import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type Capacity, capacitySchema } from '../../src/results/capacity.ts';
import { runningParts, workplace } from '../support/a-run.ts';
import { gatebench } from '../support/fake-context.ts';

/** Two places of 20 ms: 100 answers a second, and no more. A slow machine may be late without spoiling the trial. */
const scenario = `question: How much does it bear?
strategies: [stateless, memory]
backends: { api: { latency: 20ms, capacity: 2, body: 300B } }
routes: [{ match: 'GET /items/{id}', backend: api, headers: { cache-control: max-age=60 } }]
load: { rate: 10/s, connections: 300, timeout: 1s, maxLag: 10s }
measure: { warmup: 100ms, duration: 1s, repetitions: 1 }
`;

const inFolder = (folder: string): Capacity =>
  capacitySchema.parse(JSON.parse(readFileSync(join(folder, 'capacity.json'), 'utf8')));

describe('gatebench capacity', { timeout: 180_000 }, () => {
  it('finds the highest rate that keeps the objective, and what is at its limit there', async () => {
    const { cwd, runs } = workplace(scenario);
    const command = [
      'capacity',
      'small.yaml',
      '--strategy',
      'stateless',
      '--trial',
      '1s',
      '--objective',
      'p90 < 1s, failures < 30%',
    ];
    const { exitCode, stdout, stderr } = await gatebench(command, { cwd });
    // A machine that is overloaded itself may not let it be settled, but what was seen is told.
    expect([0, 5]).toContain(exitCode);
    expect(stderr).toMatch(
      /stateless: .*requests\/s in a closed loop\n.*stateless: [\d.,]+\/s (holds|does not hold)/s,
    );
    expect(stdout).toMatch(/stateless +[\d.,]+\/s +[\d.,]+\/s/);

    const { state, objective, strategies } = inFolder(runs()[0] as string);
    expect({ state, objective: objective.length }).toEqual({ state: 'complete', objective: 2 });
    const [found, ...others] = strategies;
    expect(others).toEqual([]);
    if (found?.holdsPerSecond === undefined || found.breaksPerSecond === undefined) throw new Error(stdout);
    // In a second and the one that a request may wait, two places answer 200.
    expect(found.holdsPerSecond).toBeLessThan(400);
    expect(found.breaksPerSecond).toBeGreaterThan(found.holdsPerSecond);
    if (exitCode === 0) {
      expect(found).toMatchObject({ state: 'settled', limitedBy: 'system' });
      expect(found.saturated.map(({ name }) => name)).toContain('backend api');
      const deciding = found.probes.filter(({ ratePerSecond }) => ratePerSecond === found.holdsPerSecond);
      expect(deciding.filter(({ verdict }) => verdict === 'holds').length).toBeGreaterThanOrEqual(2);
    }
    expect(runningParts()).toEqual([]);
  });

  it('keeps what it has when it is interrupted', async () => {
    const { cwd, runs } = workplace(scenario);
    const signals = new EventEmitter();
    const running = gatebench(['capacity', 'small.yaml', '--trial', '1s', '--json'], { cwd, signals });
    await vi.waitFor(
      () => expect(inFolder(runs()[0] as string).strategies[0]?.probes.length).toBeGreaterThan(0),
      { timeout: 60_000 },
    );
    signals.emit('SIGINT', 'SIGINT');
    const { exitCode, stdout } = await running;
    expect(exitCode).toBe(130);
    const printed = capacitySchema.parse(JSON.parse(stdout));
    expect(printed).toEqual(inFolder(runs()[0] as string));
    expect(printed.strategies.map(({ state }) => state)).toEqual(['interrupted', 'searching']);
    expect(runningParts()).toEqual([]);
  });

  it.each([
    [['--strategy', 'memroy'], /no strategy "memroy"\.\n.*Did you mean "memory"\?/],
    [['--objective', 'p99 < 50'], /"p99 < 50" is no bound/],
  ])('takes %j for wrong usage', async (options, message) => {
    const { cwd } = workplace(scenario);
    const { exitCode, stderr } = await gatebench(['capacity', 'small.yaml', ...options], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
  });
});
