import { resolve } from 'node:path';
import type { Pinning } from '../../experiment/pinning.ts';
import type { Calibration } from '../../results/calibration.ts';
import { isOfThisMachine, readCalibration } from '../../results/calibration-file.ts';
import { measureCalibration } from '../calibrate/measure-calibration.ts';
import type { CliContext } from '../context.ts';
import type { ValidateOptions } from './validate-options.ts';

/** After that, something else may run on the machine. */
const freshForMs = 3600e3;

/**
 * Sees to it that what is kept of this machine's calibration is of the last hour: measures one where it is not. False where that was
 * interrupted.
 *
 * @throws EnvironmentError where it cannot be measured, ResultError where what is kept is damaged
 */
export async function keepCalibrationOfNow(
  options: ValidateOptions,
  interrupt: AbortSignal,
  context: CliContext,
): Promise<boolean> {
  if (options.calibration !== undefined) return true;
  const out = resolve(context.cwd, options.out);
  const { calibration, source } = await readCalibration(out);
  const ageMs = Date.now() - Date.parse(calibration.measuredAt);
  if (source === 'own' && isOfThisMachine(calibration) && ageMs < freshForMs) return true;
  return (await measureCalibration({ ...options, out }, interrupt, context)) !== undefined;
}

/** A calibration for a run with its processes on these cores. */
export function onCores({ cores, ...calibration }: Calibration, pinning: Pinning | undefined): Calibration {
  if (pinning === undefined) return calibration;
  return { ...calibration, cores: { gateways: pinning.gateway.length, others: pinning.others.length } };
}
