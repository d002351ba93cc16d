import { relative, resolve } from 'node:path';
import { calibrationReport } from '../../report/calibration-report.ts';
import { calibrationPath } from '../../results/calibration-file.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import type { CliContext } from '../context.ts';
import { interruptBySignal } from '../run/interrupt.ts';
import { type CalibrateOptions, measureCalibration } from './measure-calibration.ts';

/** `gatebench calibrate`: measure what pieces of work cost on this machine, and keep it for simulations. */
export async function calibrate(options: CalibrateOptions, context: CliContext): Promise<ExitCode> {
  const out = resolve(context.cwd, options.out);
  const interrupt = interruptBySignal(context, 'Interrupted: nothing is kept (again to quit at once).');
  const concluded = await measureCalibration({ ...options, out }, interrupt.signal, context).finally(
    interrupt.release,
  );
  if (concluded === undefined) return exitCodes.interrupted;
  const { calibration, ranges } = concluded;
  context.stdout.write(
    options.json
      ? `${JSON.stringify(calibration)}\n`
      : `${calibrationReport(calibration, ranges)}\n\nCalibration: ${relative(context.cwd, calibrationPath(out))}\n`,
  );
  return exitCodes.done;
}
