import { relative, resolve } from 'node:path';
import type { SimulationSettings } from '../../experiment/begin-simulation.ts';
import { terminalReport } from '../../report/terminal-report.ts';
import { sealed } from '../../results/result-file.ts';
import { readScenario } from '../../scenario/scenario-file.ts';
import type { ExitCode } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { refreshGallery } from '../gallery/refresh-gallery.ts';
import { locateScenario } from '../locate-scenario.ts';
import { exitCodeOf } from '../run/exit-code.ts';
import { writeJunit } from '../run/write-junit.ts';
import { hasColour } from '../style.ts';
import { createPreparation } from './prepare-simulation.ts';
import { simulateIntoFolder } from './simulate-into-folder.ts';
import type { SimulateOptions } from './simulate-options.ts';
import { prepareCells, simulateCells } from './simulate-sweep.ts';
import { inWorkshop, type Workshop } from './workshop.ts';

/** `gatebench simulate`: read, check, compute, report. */
export async function simulate(
  nameOrFile: string,
  options: SimulateOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { path, shownAs } = await locateScenario(nameOrFile, context);
  const trace = options.trace && { file: resolve(context.cwd, options.trace), format: options.traceFormat };
  const loaded = await readScenario(path, shownAs, trace || undefined);
  const prepare = await createPreparation(nameOrFile, options, context);
  if (loaded.sweep === undefined) {
    const settings = await prepare(loaded);
    return inWorkshop(options, context, (workshop) => simulateOne(settings, options, workshop));
  }
  const swept = { ...loaded, sweep: loaded.sweep, cells: await prepareCells(loaded.sweep, prepare) };
  return inWorkshop(options, context, (workshop) => simulateCells(swept, options, workshop));
}

async function simulateOne(
  settings: SimulationSettings,
  options: SimulateOptions,
  workshop: Workshop,
): Promise<ExitCode> {
  const { context } = workshop;
  const { result, folder } = await simulateIntoFolder(settings, options, workshop);
  const { stdout, cwd, env } = context;
  stdout.write(
    options.json
      ? `${JSON.stringify(sealed(result))}\n`
      : `${terminalReport(result, { colour: hasColour(stdout, env) })}\n\nReport: ${relative(cwd, folder.pagePath)}\n`,
  );
  const gallery = await refreshGallery(options.out, context);
  if (!options.json) stdout.write(gallery);
  await writeJunit(result, options, context);
  return exitCodeOf(result);
}
