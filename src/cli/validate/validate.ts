import { join, relative, resolve } from 'node:path';
import { writePage } from '../../report/report-file.ts';
import { renderValidationPage } from '../../report/validation/render-validation-page.ts';
import { type Validation, validate, validationDocument } from '../../report/validation/validation.ts';
import { terminalValidation } from '../../report/validation/validation-report.ts';
import { writeFileAtomically } from '../../results/atomic-file.ts';
import type { Result } from '../../results/result.ts';
import { type LoadedScenario, readScenario } from '../../scenario/scenario-file.ts';
import { UsageError } from '../../support/errors.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { refreshGallery } from '../gallery/refresh-gallery.ts';
import { locateScenario } from '../locate-scenario.ts';
import { commandLine } from '../run/command-line.ts';
import { interruptBySignal } from '../run/interrupt.ts';
import { measureRun } from '../run/measure-run.ts';
import { type PreparedRun, prepareRun } from '../run/prepare-run.ts';
import { makeRunFolder, type RunFolder } from '../run/run-folder.ts';
import { chooseCalibration } from '../simulate/choose-calibration.ts';
import { createPreparation } from '../simulate/prepare-simulation.ts';
import { simulateIntoFolder } from '../simulate/simulate-into-folder.ts';
import { inWorkshop } from '../simulate/workshop.ts';
import { hasColour } from '../style.ts';
import { keepCalibrationOfNow, onCores } from './calibration-of-now.ts';
import type { ValidateOptions } from './validate-options.ts';

/** `gatebench validate`: measure a scenario, simulate it, and tell how far the two are apart. */
export async function validateScenario(
  nameOrFile: string,
  options: ValidateOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { path, shownAs } = await locateScenario(nameOrFile, context);
  const trace = options.trace && { file: resolve(context.cwd, options.trace), format: options.traceFormat };
  const loaded = await readScenario(path, shownAs, trace || undefined);
  if (loaded.sweep !== undefined) {
    throw new UsageError(`${shownAs} is a sweep of ${loaded.sweep.cells.length} scenarios.`, {
      hint: 'Validate one of them: take the sweep out.',
    });
  }
  const prepared = await prepareRun(loaded, options, context);
  // What is named and damaged is to be found before anything is measured.
  if (options.calibration !== undefined) await chooseCalibration(options, context);
  const measured = await calibrateAndMeasure(prepared, options, context);
  if (measured === undefined || measured.result.state !== 'complete') return exitCodes.interrupted;

  const { result, folder } = measured;
  const simulated = await simulateLike(nameOrFile, { loaded, prepared, options, context });
  if (simulated.state !== 'complete') return exitCodes.interrupted;
  const validation = validate(result, simulated);
  const page = join(folder.path, 'validation.html');
  const document = validationDocument(validation);
  await writeFileAtomically(join(folder.path, 'validation.json'), `${JSON.stringify(document, null, 1)}\n`);
  await writePage(page, (script) => renderValidationPage(validation, commandLine(context.argv), script));
  context.stdout.write(
    options.json
      ? `${JSON.stringify(document)}\n`
      : `${terminalValidation(validation, { colour: hasColour(context.stdout, context.env) })}\n\nReport: ${relative(context.cwd, page)}\n`,
  );
  await refreshGallery(options.out, context);
  return exitCodeOf(validation);
}

/** Undefined where it was interrupted before anything was measured. */
async function calibrateAndMeasure(
  prepared: PreparedRun,
  options: ValidateOptions,
  context: CliContext,
): Promise<{ readonly result: Result; readonly folder: RunFolder } | undefined> {
  const interrupt = interruptBySignal(context);
  try {
    if (!(await keepCalibrationOfNow(options, interrupt.signal, context))) return undefined;
    const out = resolve(context.cwd, options.out);
    const folder = await makeRunFolder(out, prepared.scenario.name, new Date());
    const result = await measureRun(prepared, options, { folder, interrupt, stderr: context.stderr });
    return { result, folder };
  } finally {
    interrupt.release();
  }
}

interface Measured {
  readonly loaded: LoadedScenario;
  readonly prepared: PreparedRun;
  readonly options: ValidateOptions;
  readonly context: CliContext;
}

/** Simulates the same on the same cores. */
async function simulateLike(
  nameOrFile: string,
  { loaded, prepared, options, context }: Measured,
): Promise<Result> {
  const simulateOptions = { ...options, machines: 'one' } as const;
  const prepare = await createPreparation(nameOrFile, simulateOptions, context);
  const settings = await prepare(loaded);
  const calibration = onCores(settings.simulation.calibration, prepared.pinning);
  const onTheseCores = { ...settings, simulation: { ...settings.simulation, calibration } };
  const { result } = await inWorkshop({}, context, (workshop) =>
    simulateIntoFolder(onTheseCores, options, workshop),
  );
  return result;
}

function exitCodeOf({ deviations }: Validation): ExitCode {
  if (deviations.length === 0) return exitCodes.inconclusive;
  return deviations.some(({ verdict }) => verdict === 'missed') ? exitCodes.threshold : exitCodes.done;
}
