import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeResult } from '../../../src/results/result-file.ts';
import { type ExitCode, exitCodes } from '../../../src/support/exit-codes.ts';
import { aResult, memory, redis, stateless } from '../../support/a-result.ts';
import { findChromium } from '../../support/chromium.ts';
import { runScript } from '../../support/run-script.ts';
import { readFlags, wholeFlag } from '../flags.ts';
import { type Row, toRow } from '../row.ts';
import { tableOf } from '../table.ts';
import { openPage } from './opening.ts';
import { renderOnce } from './rendering.ts';

const usage = `npm run bench:report -- [--rounds N]

Renders the page of a run of 7 strategies, 10 repetitions and 60 s, made up from a seed, each round in a fresh process,
and opens it in Chromium. Prints medians and ranges. Exit code 0: all was measured, whether or not a target was reached.

  --rounds N      of each measurement (5)
`;

async function main(args: readonly string[]): Promise<ExitCode> {
  const flags = readFlags(args, { seconds: 0 });
  if (flags.help) {
    process.stdout.write(usage);
    return exitCodes.done;
  }
  const rounds = wholeFlag('--rounds', flags.rounds);
  const folder = await mkdtemp(join(tmpdir(), 'gatebench-bench-report-'));
  try {
    const [result, page] = [join(folder, 'result.json'), join(folder, 'report.html')];
    await writeResult(result, bigResult());
    process.stdout.write(`${tableOf('rendering', await renderingRows(rounds, result, page))}\n`);
    process.stdout.write(`${tableOf('opening', await openingRows(rounds, page))}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return exitCodes.done;
}

function bigResult() {
  const seven = [stateless, memory, redis, memory, redis, memory, redis].map((strategy, index) => ({
    ...strategy,
    name: `${strategy.name} ${index}`,
    mode: strategy.name,
  }));
  return aResult({ strategies: seven, repetitions: 10, seconds: 60 });
}

async function renderingRows(rounds: number, result: string, page: string): Promise<Row[]> {
  const rendered = await inTurn(rounds, () => renderOnce(result, page));
  return [
    toRow({
      what: 'CPU of rendering',
      unit: 's',
      values: rendered.map(({ renderingSeconds }) => renderingSeconds),
      target: { atMost: 2 },
      note: 'Result in memory → page on disk',
    }),
    toRow({
      what: 'CPU of the whole process',
      unit: 's',
      values: rendered.map(({ totalSeconds }) => totalSeconds),
      note: 'with starting Node, loading modules, reading and checking the Result',
    }),
    toRow({
      what: 'page',
      unit: 'MB',
      values: rendered.map(({ megabytes }) => megabytes),
      target: { atMost: 1.5 },
    }),
  ];
}

async function openingRows(rounds: number, page: string): Promise<Row[]> {
  const chromium = await findChromium();
  const opened = await inTurn(chromium === undefined ? 0 : rounds, () =>
    openPage(chromium ?? '', pathToFileURL(page).href),
  );
  return [
    toRow({
      what: 'all charts painted',
      unit: 's',
      values: opened.map(({ paintedSeconds }) => paintedSeconds),
      target: { atMost: 1 },
      note: 'from navigation to the frame after the document, which has every chart drawn',
    }),
    toRow({
      what: 'charts in view live',
      unit: 's',
      values: opened.map(({ viewLiveSeconds }) => viewLiveSeconds),
      note: 'in a window of 1440 × 900 px',
    }),
    toRow({
      what: 'last chart live',
      unit: 's',
      values: opened.map(({ allLiveSeconds }) => allLiveSeconds),
      target: { atMost: 1 },
      note: 'in a window as tall as the page, so that all are in view',
    }),
  ];
}

async function inTurn<Value>(rounds: number, measure: () => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (let round = 0; round < rounds; round++) values.push(await measure());
  return values;
}

await runScript(main);
