import { resolve } from 'node:path';
import { isOfThisMachine, readCalibration, readCalibrationFile } from '../../results/calibration-file.ts';
import type { Simulation } from '../../results/result.ts';
import type { CliContext } from '../context.ts';
import type { SimulateOptions } from './simulate-options.ts';

/** What pieces of work cost, and whose machine says so. */
export type ChosenCalibration = Pick<Simulation, 'calibration' | 'calibrationFrom'>;

/**
 * The calibration that is named, else the one that was kept where runs are kept, else the one that comes with gatebench. Says so
 * where what was kept is of another machine.
 *
 * @throws UsageError where there is no such file, ResultError where it is damaged
 */
export async function chooseCalibration(
  { calibration: path, out }: Pick<SimulateOptions, 'calibration' | 'out'>,
  { cwd, stderr }: Pick<CliContext, 'cwd' | 'stderr'>,
): Promise<ChosenCalibration> {
  if (path !== undefined) {
    return { calibration: await readCalibrationFile(resolve(cwd, path), path), calibrationFrom: 'given' };
  }
  const { calibration, source } = await readCalibration(resolve(cwd, out));
  if (source === 'own' && !isOfThisMachine(calibration)) {
    const { cpuModel, cpus, node } = calibration.machine;
    stderr.write(
      `The calibration in ${out} is of another machine (${cpuModel}, ${cpus} cores, Node ${node}). Measure this one: gatebench calibrate.\n`,
    );
  }
  return { calibration, calibrationFrom: source };
}
