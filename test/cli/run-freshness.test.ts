import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../src/results/result.ts';
import { workplace } from '../support/a-run.ts';

/** Prices that change by themselves five times a second, each kept for as long as the run. */
const changing = `question: What does freshness cost?
strategies: [stateless, { name: two memories, mode: memory, nodes: 2 }]
backends: { api: { latency: 1ms, body: 300B, changes: { every: 200ms } } }
routes:
  - { match: 'GET /prices/{id}', backend: api, keys: { count: 20, zipf: 0 }, headers: { cache-control: max-age=60 } }
load: { connections: 4 }
measure: { warmup: 300ms, duration: 700ms, repetitions: 1 }
`;

describe('gatebench run, where the backend changes things by itself', () => {
  it('judges every read by changes that the processes know of without telling each other', async () => {
    const { run, result } = workplace(changing);
    expect((await run(['--quiet'])).exitCode).toBe(0);
    const { trials } = await result();
    const stalenessOf = (name: string): Measurement['staleness'] => {
      const trial = trials.find(({ strategy }) => strategy === name);
      return trial?.state === 'valid' ? trial.measurement.staleness : undefined;
    };
    const stateless = stalenessOf('stateless');
    expect(stateless?.reads).toBeGreaterThan(20);
    expect(stateless).toMatchObject({ stale: 0, ownReads: 0, sharedReads: 0 });
    const memories = stalenessOf('two memories');
    expect(memories?.stale).toBeGreaterThan(0.3 * (memories?.reads ?? Number.NaN));
    expect(memories?.disagreements).toBeGreaterThan(0);
  });
});
