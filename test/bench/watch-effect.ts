import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { LiveEvent } from '../../src/report/live/live-state.ts';
import { trialFigures } from '../../src/results/figures.ts';
import type { Result } from '../../src/results/result.ts';
import { summarise } from '../../src/stats/summary.ts';
import { type ExitCode, exitCodes } from '../../src/support/exit-codes.ts';
import { runScript } from '../support/run-script.ts';
import { readEvents } from '../support/sse-reader.ts';
import { readFlags, wholeFlag } from './flags.ts';

const usage = `npm run bench:watch -- [options]

Runs one short scenario in pairs, once plainly and once with --watch and a reader that takes every event and every page,
in turns, and prints what the watched runs measured against the others. No page is drawn: a browser takes its own part of
the machine. The figures are for whoever reads them; the exit code is 0 whatever they are.

  --rounds N      pairs (5)
  --seconds N     of each measurement (8)
`;

const strategies = ['stateless', 'memory'] as const;
const main = join(process.cwd(), 'dist/cli/main.js');

const scenario = (seconds: number): string => `question: Does it matter that somebody watches?
backends: { api: { latency: 5ms, body: 2KiB } }
routes:
  - { match: 'GET /items/{id}', backend: api, keys: { count: 1000, zipf: 0.9 }, headers: { cache-control: max-age=60 } }
strategies: [${strategies.join(', ')}]
load: { connections: 10 }
measure: { warmup: 2s, duration: ${seconds}s, repetitions: 2 }
`;

/** Reads all that a page would: the events, and the page whenever there is another. */
async function watchLikeAPage(url: string): Promise<void> {
  const reader = await readEvents(`${url}events`, {}, ({ type }: LiveEvent) => {
    if (type !== 'page' && type !== 'end') return;
    void fetch(url)
      .then((response) => response.text())
      .then(() => {
        if (type === 'end') reader.close();
      });
  });
  await reader.closed;
}

async function measure(folder: string, isWatched: boolean): Promise<Result> {
  const watch = isWatched ? ['--watch'] : [];
  const argv = ['run', 'watched.yaml', '--json', '--quiet', '--out', folder, ...watch];
  const child = spawn(process.execPath, [main, ...argv], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => {
    const before = told;
    told += more;
    const address = (all: string) => /Watch: (\S+)\n/.exec(all)?.[1];
    const url = address(told);
    if (url !== undefined && address(before) === undefined) void watchLikeAPage(url);
  });
  const stdout = await text(child.stdout);
  if (stdout === '') throw new Error(`the run said nothing but: ${told}`);
  return JSON.parse(stdout) as Result;
}

/** Means over a run's repetitions. */
function figuresOfRun(result: Result, strategy: string) {
  const trials = trialFigures(result, strategy).map(({ figures }) => figures);
  const mean = (pick: (figures: (typeof trials)[number]) => number) =>
    trials.reduce((sum, figures) => sum + pick(figures), 0) / trials.length;
  return {
    'requests/s': mean(({ requestsPerSecond }) => requestsPerSecond),
    p99: mean(({ p99Us }) => p99Us),
  };
}

async function compare(args: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(args, { seconds: 8 });
  if (flags.help) {
    process.stdout.write(usage);
    return exitCodes.done;
  }
  const rounds = wholeFlag('--rounds', flags.rounds);
  const folder = await mkdtemp(join(tmpdir(), 'gatebench-watch-'));
  const pairs: { watched: Result; plain: Result }[] = [];
  try {
    await writeFile(join(folder, 'watched.yaml'), scenario(wholeFlag('--seconds', flags.seconds)));
    for (let round = 1; round <= rounds; round++) {
      // Which of the two comes first changes, so that a machine that slows down favours neither.
      const first = await measure(folder, round % 2 === 0);
      const second = await measure(folder, round % 2 === 1);
      pairs.push(round % 2 === 0 ? { watched: first, plain: second } : { watched: second, plain: first });
      process.stderr.write(`pair ${round} of ${rounds}\n`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(`watched / plain, median of ${rounds} pairs (range)\n`);
  for (const strategy of strategies) {
    for (const figure of ['requests/s', 'p99'] as const) {
      const ratios = pairs.map(
        ({ watched, plain }) =>
          figuresOfRun(watched, strategy)[figure] / figuresOfRun(plain, strategy)[figure],
      );
      const { median, min, max } = summarise(ratios) ?? {
        median: Number.NaN,
        min: Number.NaN,
        max: Number.NaN,
      };
      process.stdout.write(
        `${strategy.padEnd(10)} ${figure.padEnd(11)} ${median.toFixed(3)} (${min.toFixed(3)}–${max.toFixed(3)})\n`,
      );
    }
  }
  return exitCodes.done;
}

await runScript(compare);
