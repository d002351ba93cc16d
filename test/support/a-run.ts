import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../src/results/result.ts';
import { readResult } from '../../src/results/result-file.ts';
import { descendants } from './descendants.ts';
import { type FakeSurroundings, gatebench } from './fake-context.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Three strategies, a repetition, half a second each. */
export const smallScenario = `question: Does it pay?
gateway: { redis: { deadline: 5s } }
backends: { api: { latency: 2ms, body: 300B } }
routes:
  - { match: 'GET /items/{id}', backend: api, weight: 19, keys: { count: 50, zipf: 0.8 }, headers: { cache-control: max-age=60 } }
  - { match: 'PUT /items/{id}', backend: api }
load: { connections: 4 }
measure: { warmup: 100ms, duration: 400ms, repetitions: 1 }
`;

/** A folder with the scenario, and what a run in it left. */
export function workplace(text = smallScenario) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'small.yaml'), text);
  const runs = () =>
    readdirSync(join(cwd, 'reports', 'small')).map((runId) => join(cwd, 'reports', 'small', runId));
  const result = (): Promise<Result> => readResult(join(runs()[0] as string, 'result.json'));
  // Tests run beside each other: their gateways are not all to be on one core.
  const run = (argv: readonly string[] = [], surroundings: FakeSurroundings = {}) =>
    gatebench(['run', 'small.yaml', '--no-pin', ...argv], { cwd, ...surroundings });
  return { cwd, run, runs, result };
}

/** The processes of a run that are alive below this one. */
export const runningParts = () =>
  descendants(process.pid).filter(({ command }) => /-process\.js|redis-server|valkey-server/.test(command));
