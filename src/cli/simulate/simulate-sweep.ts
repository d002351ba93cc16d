import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { beginSimulation } from '../../experiment/begin-simulation.ts';
import { virtualTime } from '../../experiment/virtual-time.ts';
import { makeSweepCard } from '../../report/gallery/card-file.ts';
import { cannotWrite } from '../../results/atomic-file.ts';
import { simulatedRunId } from '../../results/run-id.ts';
import { readSweepIndex, writeSweepIndex } from '../../results/sweep-file.ts';
import type { SweepIndex } from '../../results/sweep-index.ts';
import type { LoadedScenario } from '../../scenario/scenario-file.ts';
import type { Sweep, SweepCell } from '../../scenario/sweep.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import { refreshGallery } from '../gallery/refresh-gallery.ts';
import { readSweep, warnOfDamage } from '../report/read-sweep.ts';
import { sweepFormats } from '../report/render-sweep.ts';
import { writeSweepPage } from '../report/sweep-page.ts';
import { exitCodeOf } from '../run/exit-code.ts';
import { exitCodeOfCells, withState } from '../run/sweep/cell-states.ts';
import { newIndex } from '../run/sweep/sweep-folder.ts';
import { writeSweepJunit } from '../run/write-junit.ts';
import { hasColour } from '../style.ts';
import { inTurns } from './in-turns.ts';
import type { Prepare } from './prepare-simulation.ts';
import { type SimulateOptions, settingsOf } from './simulate-options.ts';
import { type PreparedSimulation, simulateRun } from './simulate-run.ts';
import { openSimulationFolder } from './simulation-folder.ts';
import { startSimulationProgress } from './simulation-progress.ts';
import type { Workshop } from './workshop.ts';

/** What is wrong with some cell is said before anything is simulated. */
export async function prepareCells({ cells }: Sweep, prepare: Prepare): Promise<PreparedCell[]> {
  const prepared: PreparedCell[] = [];
  for (const cell of cells) {
    const settings = await prepare(cell, cells.length);
    prepared.push({ cell, settings, begun: beginSimulation(settings) });
  }
  return prepared;
}

interface PreparedCell extends PreparedSimulation {
  readonly cell: SweepCell;
}

interface PreparedSweep extends LoadedScenario {
  readonly sweep: Sweep;
  readonly cells: readonly PreparedCell[];
}

/**
 * `gatebench simulate` of a scenario with a sweep: every cell is a simulation of its own, in a folder of its own. Several are under
 * way at once; those that have ended stay when it is interrupted.
 */
export async function simulateCells(
  swept: PreparedSweep,
  options: SimulateOptions,
  { pool, interrupt, context }: Workshop,
): Promise<ExitCode> {
  const { cells } = swept;
  const { path, index: begun, keep } = await openSweep(swept, options, context.cwd);
  let index = begun;
  await keep(index);
  const progress = startSimulationProgress(
    { ...options, omitted: cells[0]?.settings.omitted ?? [], trials: trialsIn(cells) },
    context.stderr,
  );
  const silence = interrupt.tell(progress.say);
  const exits = new Set<ExitCode>();
  // Each is kept when the one before it is on the disk.
  let kept = Promise.resolve();
  await inTurns(cells, pool.workers, async ({ cell, settings, begun }) => {
    if (interrupt.signal.aborted) return;
    const place = index.cells.find(({ number }) => number === cell.number)?.folder ?? '';
    const folder = await openSimulationFolder(join(path, place), begun.runId);
    const onProgress: typeof progress.show = (step) => progress.show(step, cell.number);
    const result = await simulateRun({ settings, begun }, { folder, pool, onProgress });
    exits.add(exitCodeOf(result));
    index = withState(index, cell, result.state === 'complete' ? 'complete' : 'interrupted');
    kept = kept.then(() => keep(index));
    await kept;
  }).finally(() => {
    progress.end();
    silence();
  });
  index = finish(index, cells);
  await keep(index);
  interrupt.release();
  return conclude(path, options, context, index, exits);
}

/** Its folder is called by a digest of all its cells; a whole index of the same stays until this one is whole too. */
async function openSweep({ sweep, cells, ...loaded }: PreparedSweep, options: SimulateOptions, cwd: string) {
  const [first] = cells as [PreparedCell];
  const { generator, command } = first.settings;
  const digest = createHash('sha256')
    .update(cells.map(({ begun }) => begun.runId).join())
    .digest('hex');
  const sweepId = simulatedRunId(digest);
  const path = join(resolve(cwd, options.out), loaded.scenario.name, sweepId);
  await mkdir(path, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw cannotWrite(path, error);
  });
  const settings = JSON.parse(JSON.stringify(settingsOf(options)));
  const startedAt = virtualTime(0);
  const before = await readSweepIndex(path).catch(() => undefined);
  return {
    path,
    index: newIndex(loaded, sweep, { sweepId, kind: 'simulated', startedAt, generator, command, settings }),
    keep: async (index: SweepIndex) => {
      if (index.state === 'complete' || before?.state !== 'complete') await writeSweepIndex(path, index);
    },
  };
}

function finish(index: SweepIndex, cells: readonly PreparedCell[]): SweepIndex {
  const isWhole = index.cells.every(({ state }) => state === 'complete');
  const spans = cells.map(
    (cell) =>
      trialsIn([cell]) *
      (cell.settings.scenario.measure.warmupUs + cell.settings.scenario.measure.durationUs),
  );
  const finishedAt = virtualTime(spans.reduce((sum, us) => sum + us, 0));
  return isWhole ? { ...index, state: 'complete', finishedAt } : { ...index, state: 'interrupted' };
}

function trialsIn(cells: readonly PreparedCell[]): number {
  return cells.reduce(
    (sum, { settings: { scenario } }) => sum + scenario.strategies.length * scenario.measure.repetitions,
    0,
  );
}

/** Reports of what lies in the folder now. */
async function conclude(
  path: string,
  options: SimulateOptions,
  context: Workshop['context'],
  index: SweepIndex,
  exits: Set<ExitCode>,
): Promise<ExitCode> {
  const { stdout, stderr, cwd, env } = context;
  await writeSweepJunit(path, options, context);
  const simulated = await readSweep(path);
  const render = sweepFormats[options.json ? 'json' : 'table'];
  stdout.write(render(simulated, hasColour(stdout, env)));
  exits.add(warnOfDamage(simulated, stderr));
  const page = join(path, 'report.html');
  await writeSweepPage(simulated, page);
  await makeSweepCard(path, simulated);
  if (!options.json) stdout.write(`\nSweep: ${relative(cwd, path)}\nReport: ${relative(cwd, page)}\n`);
  const gallery = await refreshGallery(options.out, context);
  if (!options.json) stdout.write(gallery);
  return index.state === 'complete' ? exitCodeOfCells(exits) : exitCodes.interrupted;
}
