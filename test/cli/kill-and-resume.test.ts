import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readResult } from '../../src/results/result-file.ts';
import { createRandom } from '../../src/support/random.ts';
import { workplace } from '../support/a-run.ts';
import { lacksProc } from '../support/proc.ts';
import { processesIn } from '../support/processes-in.ts';

/** `npm run kills` says fifty. */
const kills = Number(process.env['GATEBENCH_KILLS'] ?? 10);
const seed = 4;

const main = join(process.cwd(), 'dist/cli/main.js');
const options = ['--modes', 'memory,redis', '--repetitions', '2', '--duration', '300ms', '--quiet'];

/** A run as a process of its own, whose temporary files, and those of its children, are in one folder. */
function runningAlone() {
  const { cwd } = workplace();
  const temporary = join(cwd, 'tmp');
  mkdirSync(temporary);
  const start = (argv: readonly string[]) => {
    const child = spawn(process.execPath, [main, 'run', 'small.yaml', ...options, ...argv], {
      cwd,
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return { kill: () => child.kill('SIGKILL'), exited: once(child, 'exit') };
  };
  return { start, temporary, runs: join(cwd, 'reports', 'small') };
}

/** What the latest run has measured by now; undefined where it was killed before it wrote anything. */
async function latest(runs: string) {
  const [runId] = existsSync(runs) ? readdirSync(runs).sort().reverse() : [];
  if (runId === undefined || !existsSync(join(runs, runId, 'result.json'))) return undefined;
  return readResult(join(runs, runId, 'result.json'));
}

const isSkipped = lacksProc('/proc/self/environ', 'A run that is killed');

describe.skipIf(isSkipped)('gatebench run, killed at any moment', () => {
  it(`leaves a Result that can be read and resumed, and nothing else: ${kills} times (seed ${seed})`, {
    timeout: 300_000 + kills * 60_000,
  }, async () => {
    const random = createRandom(seed);
    const { start, temporary, runs } = runningAlone();
    const startedMs = performance.now();
    expect(await start([]).exited).toEqual([0, null]);
    const wholeMs = performance.now() - startedMs;

    let before = await latest(runs);
    const lived: string[] = [];
    // A run that comes to its end before it is killed does not count.
    for (let killed = 0; killed < kills; ) {
      const resumes = before?.state === 'running';
      const running = start(resumes ? ['--resume', before?.runId ?? ''] : []);
      const timer = setTimeout(running.kill, random() * wholeMs);
      const [exitCode] = await running.exited;
      clearTimeout(timer);
      expect(exitCode).toBeOneOf([0, null]);
      await vi.waitFor(() => expect(processesIn(temporary)).toEqual([]), { timeout: 60_000 });
      expect(readdirSync(temporary)).toEqual([]);

      const after = await latest(runs);
      const isSame = resumes && after?.runId === before?.runId;
      // Nothing that was measured is lost: the trial in progress has not been written yet.
      if (isSame) expect(after?.trials.slice(0, before?.trials.length)).toEqual(before?.trials);
      if (exitCode === 0) expect(after?.state).toBe('complete');
      if (exitCode === null) {
        killed += 1;
        lived.push(String(after?.trials.length ?? 0));
      }
      before = after;
    }
    console.log(`Killed ${kills} times; trials on disk after each: ${lived.join(', ')}.`);

    // Runs that were killed before they wrote anything are no Results.
    for (const runId of readdirSync(runs).filter((id) => existsSync(join(runs, id, 'result.json')))) {
      const path = join(runs, runId, 'result.json');
      const hasReport = existsSync(join(runs, runId, 'report.html'));
      if ((await readResult(path)).state === 'running' || !hasReport) {
        expect(await start(['--resume', runId]).exited).toEqual([0, null]);
      }
      const { state, trials } = await readResult(path);
      expect(state).toBe('complete');
      expect(trials.filter((trial) => trial.state === 'valid')).toHaveLength(4);
      expect(trials.map(({ position }) => position)).toEqual(trials.map((_, index) => index + 1));
      // One that was killed over the gallery has no card yet.
      const files = readdirSync(join(runs, runId)).filter((name) => name !== 'card.json');
      expect(files.sort()).toEqual(['report.html', 'result.json']);
    }
    await vi.waitFor(() => expect(processesIn(temporary)).toEqual([]), { timeout: 60_000 });
  });
});
