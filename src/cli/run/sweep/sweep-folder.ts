import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isSimulatedRunId, latestFirst } from '../../../results/run-id.ts';
import { readSweepIndex, sweepFileName, writeSweepIndex } from '../../../results/sweep-file.ts';
import { type SweepIndex, sweepIndexVersion } from '../../../results/sweep-index.ts';
import type { LoadedScenario } from '../../../scenario/scenario-file.ts';
import type { Sweep } from '../../../scenario/sweep.ts';
import { UsageError } from '../../../support/errors.ts';
import type { CliContext } from '../../context.ts';
import { isFile } from '../../is-file.ts';
import { checkoutRevision, packageVersion } from '../../package-info.ts';
import { commandLine } from '../command-line.ts';
import { makeRunFolder } from '../run-folder.ts';
import type { RunOptions } from '../run-options.ts';

export interface SweepFolder {
  readonly path: string;
  readonly index: SweepIndex;
}

/**
 * Makes the folder of a new sweep, `<out>/<scenario>/<run id>`, with its index.
 *
 * @throws EnvironmentError where it cannot be made
 */
export async function beginSweep(
  { scenario, source }: LoadedScenario,
  sweep: Sweep,
  options: RunOptions,
  context: CliContext,
): Promise<SweepFolder> {
  const startedAt = new Date();
  const { runId, path } = await makeRunFolder(resolve(context.cwd, options.out), scenario.name, startedAt);
  const revision = await checkoutRevision();
  const index = newIndex({ scenario, source }, sweep, {
    sweepId: runId,
    startedAt: startedAt.toISOString(),
    generator: { version: packageVersion(), ...(revision === undefined ? {} : { revision }) },
    command: commandLine(context.argv),
    settings: settingsOf(options),
  });
  await writeSweepIndex(path, index);
  return { path, index };
}

/** The index of a sweep none of whose cells has begun. */
export function newIndex(
  { scenario, source }: Pick<LoadedScenario, 'scenario' | 'source'>,
  sweep: Sweep,
  about: Pick<SweepIndex, 'sweepId' | 'kind' | 'startedAt' | 'generator' | 'command' | 'settings'>,
): SweepIndex {
  return {
    format: 'gatebench-sweep',
    schemaVersion: sweepIndexVersion,
    ...about,
    state: 'running',
    scenario: { name: scenario.name, question: scenario.question, source },
    axes: sweep.axes.map(({ path, values }) => ({ path, values: [...values] })),
    cells: sweep.cells.map((cell) => ({
      number: cell.number,
      values: [...cell.values],
      folder: `cells/${cellName(cell, sweep)}`,
      state: 'waiting',
    })),
  };
}

/**
 * The latest sweep of the scenario, to go on with.
 *
 * @throws UsageError where there is none, or where it was another scenario or other settings then
 */
export async function latestSweep(
  { scenario, source }: LoadedScenario,
  options: RunOptions,
  { cwd }: CliContext,
): Promise<SweepFolder> {
  if (typeof options.resume === 'string') {
    throw new UsageError(`A sweep cannot be named to --resume, and ${options.resume} is named.`, {
      hint: 'The latest is resumed: write --resume alone.',
    });
  }
  const parent = resolve(cwd, options.out, scenario.name);
  const found = await latestIn(parent);
  if (found === undefined) {
    throw new UsageError(`There is no sweep of ${scenario.name} to go on with.`, {
      hint: 'Begin one: the same without --resume.',
    });
  }
  const index = await readSweepIndex(found);
  const began = `sweep ${index.sweepId} was begun with`;
  if (index.scenario.source !== source) {
    throw new UsageError(`The scenario is not what ${began}.`, {
      hint: 'Cells of different scenarios cannot be compared: begin anew, without --resume.',
    });
  }
  if (JSON.stringify(index.settings) !== JSON.stringify(settingsOf(options))) {
    throw new UsageError(`The options are not those that ${began}.`, {
      hint: `It was: ${index.command}`,
    });
  }
  return { path: found, index };
}

/** What was simulated is none to go on with. */
async function latestIn(parent: string): Promise<string | undefined> {
  const ids = await readdir(parent).catch(() => []);
  for (const id of ids.sort(latestFirst)) {
    if (!isSimulatedRunId(id) && (await isFile(join(parent, id, sweepFileName)))) return join(parent, id);
  }
  return undefined;
}

/** Not what only says where and how to show, and no URL, which may hold a password. */
function settingsOf(options: RunOptions) {
  const { out: _, json: __, quiet: ___, resume: ____, redis: _____, watch: ______, ...settings } = options;
  return JSON.parse(JSON.stringify(settings)) as SweepIndex['settings'];
}

const longestName = 80;

/** `03-ttl-10s-nodes-2`: sorts by number, and says in a listing what is in it. */
function cellName({ number, values }: Sweep['cells'][number], { axes, cells }: Sweep): string {
  const digits = String(cells.length).length;
  const words = axes.map(
    ({ steps }, axis) => `${steps.findLast((step) => typeof step === 'string')}-${values[axis]}`,
  );
  const slug = words.join('-').replace(/[^A-Za-z0-9.]+/g, '-');
  return `${String(number).padStart(digits, '0')}-${slug}`.slice(0, longestName).replace(/[-.]+$/, '');
}
