import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ResultError } from '../support/errors.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { type Calibration, calibrationSchema } from './calibration.ts';
import { readDocument } from './document-file.ts';
import shipped from './shipped-calibration.json' with { type: 'json' };

/** Within the folder where runs are kept. */
const fileName = 'calibration.json';

export const calibrationPath = (out: string): string => join(out, fileName);

/** The calibration that comes with gatebench, of a machine with two cores. */
export const shippedCalibration: Calibration = calibrationSchema.parse(shipped);

/** The machine that this process runs on, as calibrations tell machines apart. */
export function thisMachine(): Calibration['machine'] {
  return {
    cpuModel: cpus()[0]?.model.trim() || 'unknown',
    cpus: Math.max(1, cpus().length),
    node: process.version,
  };
}

/** Whether a calibration was made on this machine, with this version of Node. */
export function isOfThisMachine({ machine }: Calibration): boolean {
  const here = thisMachine();
  return machine.cpuModel === here.cpuModel && machine.cpus === here.cpus && machine.node === here.node;
}

/** @throws EnvironmentError where it cannot be written; what stood there before is untouched */
export async function writeCalibration(path: string, calibration: Calibration): Promise<void> {
  await writeFileAtomically(path, `${JSON.stringify(calibration, null, 2)}\n`);
}

export interface ChosenCalibration {
  readonly calibration: Calibration;
  /** `own`: `gatebench calibrate` has kept it; `shipped`: it comes with gatebench, because there was none. */
  readonly source: 'own' | 'shipped';
}

/**
 * What pieces of work cost, as `gatebench calibrate` has kept it in the folder, else as it comes with gatebench.
 *
 * @throws ResultError where what is kept is damaged
 */
export async function readCalibration(out: string): Promise<ChosenCalibration> {
  const path = calibrationPath(out);
  if (!existsSync(path)) return { calibration: shippedCalibration, source: 'shipped' };
  return { calibration: await readCalibrationFile(path), source: 'own' };
}

/**
 * Reads a calibration and checks all of it. `shownAs` is the path as the user wrote it, for messages.
 *
 * @throws UsageError where there is no such file, ResultError where it is no calibration that this version understands
 */
export async function readCalibrationFile(path: string, shownAs = path): Promise<Calibration> {
  const hint = 'Measure one: gatebench calibrate.';
  const refuse = (why: string, cause: unknown) =>
    new ResultError(`${shownAs} is no calibration: ${why}.`, { hint, cause });
  const text = await readDocument(path, 'the calibration', hint);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw refuse(`it is not JSON: ${(error as Error).message}`, error);
  }
  const checked = calibrationSchema.safeParse(document);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const place = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw refuse(`${place}${issue?.message}`, checked.error);
}
