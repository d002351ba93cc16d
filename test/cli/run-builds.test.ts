import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../../src/cli/package-info.ts';
import { workplace } from '../support/a-run.ts';

const twoBuilds = `question: Did the change pay?
strategies:
  - { name: before, mode: memory, build: ./earlier }
  - memory
backends: { api: { latency: 2ms, body: 300B } }
routes:
  - { match: 'GET /items/{id}', backend: api, keys: { count: 50, zipf: 0.8 }, headers: { cache-control: max-age=60 } }
load: { connections: 4 }
measure: { warmup: 100ms, duration: 300ms, repetitions: 1 }
`;

/** A built gatebench whose gateway is this one's, but leaves a mark when it starts. */
function buildIn(folder: string): { readonly mark: string } {
  const mark = join(folder, 'started');
  mkdirSync(join(folder, 'dist/gateway'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const real = pathToFileURL(join(packageFolder, 'dist/gateway/gateway-process.js')).href;
  writeFileSync(
    join(folder, 'dist/gateway/gateway-process.js'),
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(mark)}, '');\nawait import(${JSON.stringify(real)});\n`,
  );
  return { mark };
}

describe('gatebench run with the gateway of another build', () => {
  it('measures both in the same blocks, and keeps no path of it', async () => {
    const { cwd, run, result } = workplace(twoBuilds);
    const { mark } = buildIn(join(cwd, 'earlier'));
    expect((await run(['--quiet'])).exitCode).toBe(0);
    expect(existsSync(mark)).toBe(true);
    const { scenario, trials } = await result();
    expect(trials.map(({ strategy, state }) => `${strategy} ${state}`).sort()).toEqual([
      'before valid',
      'memory valid',
    ]);
    expect(scenario.strategies[0]?.settings).toContain('the gateway of earlier');
    expect(JSON.stringify(scenario.resolved)).not.toContain(cwd);
  });

  it('says so where none is built there, and starts nothing', async () => {
    const { run, runs } = workplace(twoBuilds);
    const { exitCode, stderr } = await run(['--quiet']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/Strategy "before" shall run the gateway of .*earlier, but none is built there/);
    expect(runs).toThrow('ENOENT');
  });
});
