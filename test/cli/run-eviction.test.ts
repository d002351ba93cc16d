import { describe, expect, it } from 'vitest';
import { workplace } from '../support/a-run.ts';

const scenario = (strategies: string): string => `question: Which evicts best?
strategies: ${strategies}
backends: { api: { latency: 1ms, body: 300B } }
routes:
  - { match: 'GET /items/{id}', backend: api, keys: { count: 50, zipf: 0.8 }, headers: { cache-control: max-age=60 } }
load: { connections: 2 }
measure: { warmup: 50ms, duration: 200ms, repetitions: 1 }
`;

describe('gatebench run of strategies that evict as no real store does', () => {
  it('measures the others, and says why each of these is left out and what can be done', async () => {
    const { run, result } = workplace(
      scenario(`[
  { name: ours, mode: memory, cache: { eviction: gateway-memory } },
  { name: sieve, mode: memory, cache: { eviction: sieve } },
  { name: ten, mode: memory, cache: { maxEntries: 10 } } ]`),
    );
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(0);
    expect(stderr).toContain('sieve');
    const { omitted, trials, scenario: measured } = await result();
    expect(trials.map(({ strategy, state }) => [strategy, state])).toEqual([['ours', 'valid']]);
    expect(measured.strategies.map(({ settings }) => settings)).toEqual([
      ['64 MiB', 'evicts by gateway-memory'],
    ]);
    const hint = 'Simulate it: gatebench simulate.';
    expect(omitted).toEqual([
      { strategy: 'sieve', reason: 'The memory of a gateway has no sieve, only gateway-memory.', hint },
      {
        strategy: 'ten',
        reason: 'Its stores are bounded by bytes, and not by a number of entries.',
        hint,
      },
    ]);
  });

  it('is refused where nothing else is left', async () => {
    const { run } = workplace(scenario('[{ name: best, mode: memory, cache: { eviction: sieve } }]'));
    expect(await run()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/No strategy is left.*has no sieve[\s\S]*gatebench simulate/),
    });
  });

  it('is refused before anything is measured where a cell of a sweep has nothing else', async () => {
    const sweep = 'sweep: { gateway.cache.eviction: [gateway-memory, lirs] }\n';
    const { run, runs } = workplace(`${scenario('[memory]')}${sweep}`);
    expect((await run()).exitCode).toBe(2);
    expect(runs).toThrow();
  });
});
