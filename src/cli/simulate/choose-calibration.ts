import { resolve } from 'node:path';
import { type Calibration, calibrationSchema } from '../../results/calibration.ts';
import { readDocument } from '../../results/document-file.ts';
import type { Simulation } from '../../results/result.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import type { SimulateOptions } from './simulate-options.ts';

/** What pieces of work cost, and whose machine says so. */
export type ChosenCalibration = Pick<Simulation, 'calibration' | 'calibrationFrom'>;

/** @throws UsageError where there is none, or it cannot be understood */
export async function chooseCalibration(
  { calibration: path }: Pick<SimulateOptions, 'calibration'>,
  { cwd }: Pick<CliContext, 'cwd'>,
): Promise<ChosenCalibration> {
  if (path === undefined) {
    throw new UsageError('A simulation must know what pieces of work cost, and no calibration is named.', {
      hint: 'Name one: --calibration FILE.',
    });
  }
  return { calibration: await readCalibration(resolve(cwd, path), path), calibrationFrom: 'given' };
}

async function readCalibration(path: string, shownAs: string): Promise<Calibration> {
  const checked = calibrationSchema.safeParse(parseJson(await readDocument(path, 'the calibration')));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new UsageError(`${shownAs} is no calibration: ${issue?.path.join('.')}: ${issue?.message}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
