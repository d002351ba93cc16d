import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { makeSweepCard } from '../../../report/gallery/card-file.ts';
import { cannotWrite } from '../../../results/atomic-file.ts';
import { readResult } from '../../../results/result-file.ts';
import { writeSweepIndex } from '../../../results/sweep-file.ts';
import type { SweepIndex } from '../../../results/sweep-index.ts';
import type { LoadedScenario } from '../../../scenario/scenario-file.ts';
import { cellInWords, type Sweep, type SweepCell } from '../../../scenario/sweep.ts';
import { type ExitCode, exitCodes } from '../../../support/exit-codes.ts';
import type { CliContext } from '../../context.ts';
import { refreshGallery } from '../../gallery/refresh-gallery.ts';
import { readSweep, warnOfDamage } from '../../report/read-sweep.ts';
import { sweepFormats } from '../../report/render-sweep.ts';
import { writeSweepPage } from '../../report/sweep-page.ts';
import { hasColour } from '../../style.ts';
import { applyOptions } from '../apply-options.ts';
import { chooseMeasurable } from '../choose-measurable.ts';
import { exitCodeOf } from '../exit-code.ts';
import { type Interrupt, interruptBySignal } from '../interrupt.ts';
import { measureRun } from '../measure-run.ts';
import { prepareRun } from '../prepare-run.ts';
import { measuredBefore } from '../resume.ts';
import type { RunOptions } from '../run-options.ts';
import type { Watch } from '../watch/start-watch.ts';
import { watched } from '../watch/watched.ts';
import { writeSweepJunit } from '../write-junit.ts';
import { exitCodeOfCells, withState } from './cell-states.ts';
import { beginSweep, latestSweep, type SweepFolder } from './sweep-folder.ts';

/**
 * `gatebench run` of a scenario with a sweep: every cell is a run of its own, in a folder of its own, with processes of its
 * own. All have the scenario's seed, so that they are asked the same. The index on disk is right at any moment.
 */
export async function runSweep(
  loaded: LoadedScenario,
  sweep: Sweep,
  options: RunOptions,
  context: CliContext,
): Promise<ExitCode> {
  // What does not go together with some cell is said before anything is measured.
  for (const { scenario } of sweep.cells) {
    chooseMeasurable(applyOptions(scenario, options, sweep.cells.length), options, context);
  }
  const interrupt = interruptBySignal(context);
  return watched(options, interrupt, context, async (watch) => {
    const folder = options.resume
      ? await latestSweep(loaded, options, context)
      : await beginSweep(loaded, sweep, options, context);
    return measureCells({ ...folder, sweep }, options, { interrupt, watch, context });
  }).finally(interrupt.release);
}

interface Surroundings {
  readonly interrupt: Interrupt;
  readonly watch: Watch | undefined;
  readonly context: CliContext;
}

async function measureCells(
  { path, index: begun, sweep }: SweepFolder & { readonly sweep: Sweep },
  options: RunOptions,
  { interrupt, watch, context }: Surroundings,
): Promise<ExitCode> {
  let index = begun;
  const keep = async (next: SweepIndex) => {
    index = next;
    await writeSweepIndex(path, next);
  };
  const exits = new Set<ExitCode>();
  for (const cell of sweep.cells) {
    const { state, folder } = entryOf(index, cell);
    if (state === 'complete') {
      exits.add(exitCodeOf(await readResult(join(path, folder, 'result.json'))));
      continue;
    }
    if (interrupt.signal.aborted) break;
    const title = `Cell ${cell.number} of ${sweep.cells.length}: ${cellInWords(sweep.axes, cell.values)}`;
    if (!options.quiet) context.stderr.write(`${title}\n`);
    await keep(withState(index, cell, 'running'));
    const cellFolder = await makeFolder(join(path, folder));
    const prepared = await prepareRun(cell, options, context, sweep.cells.length);
    const runId = `${index.sweepId}-${cell.number}`;
    const result = await measureRun(prepared, options, {
      folder: { runId, path: cellFolder },
      previous: await measuredBefore(cellFolder),
      interrupt,
      stderr: context.stderr,
      live: watch?.follow({ ...prepared, runId }, title),
    });
    exits.add(exitCodeOf(result));
    await keep(withState(index, cell, result.state === 'complete' ? 'complete' : 'interrupted'));
  }
  const isWhole = index.cells.every(({ state }) => state === 'complete');
  await keep({
    ...index,
    state: isWhole ? 'complete' : 'interrupted',
    finishedAt: new Date().toISOString(),
  });
  interrupt.release();

  await writeSweepJunit(path, options, context);
  const measured = await readSweep(path);
  const render = sweepFormats[options.json ? 'json' : 'table'];
  context.stdout.write(render(measured, hasColour(context.stdout, context.env)));
  exits.add(warnOfDamage(measured, context.stderr));
  const page = join(path, 'report.html');
  await writeSweepPage(measured, page);
  // What was read is not read again for the gallery, however many cells there are.
  await makeSweepCard(path, measured);
  if (!options.json)
    context.stdout.write(`\nSweep: ${relative(context.cwd, path)}\nReport: ${relative(context.cwd, page)}\n`);
  const gallery = await refreshGallery(options.out, context);
  if (!options.json) context.stdout.write(gallery);
  await watch?.end(page, { isWhole });
  return index.state === 'complete' ? exitCodeOfCells(exits) : exitCodes.interrupted;
}

async function makeFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw cannotWrite(path, error);
  });
  return path;
}

function entryOf({ cells }: SweepIndex, { number }: SweepCell): SweepIndex['cells'][number] {
  return cells.find((entry) => entry.number === number) as SweepIndex['cells'][number];
}
