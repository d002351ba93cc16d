import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  calibrationPath,
  isOfThisMachine,
  readCalibration,
  readCalibrationFile,
  shippedCalibration,
  thisMachine,
  writeCalibration,
} from '../../src/results/calibration-file.ts';
import { aCalibration } from '../support/a-calibration.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('what is kept of a calibration', () => {
  it('is read again as it was written', async () => {
    const out = temporaryFolder();
    await writeCalibration(calibrationPath(out), aCalibration);
    expect(await readCalibration(out)).toEqual({ calibration: aCalibration, source: 'own' });
  });

  it('is that which comes with gatebench where none was made', async () => {
    expect(await readCalibration(temporaryFolder())).toEqual({
      calibration: shippedCalibration,
      source: 'shipped',
    });
  });

  it.each([
    ['{"format":', /is no calibration: it is not JSON/],
    [JSON.stringify({ ...aCalibration, hopUs: -1 }), /is no calibration: hopUs: /],
    [JSON.stringify({ ...aCalibration, format: 'gatebench-result' }), /is no calibration: format: /],
    [JSON.stringify({ ...aCalibration, redis: undefined }), /is no calibration: redis: /],
  ])('is refused where it is damaged: %.30s', async (text, message) => {
    const out = temporaryFolder();
    writeFileSync(calibrationPath(out), text);
    await expect(readCalibration(out)).rejects.toThrow(message);
    await expect(readCalibration(out)).rejects.toMatchObject({ code: 'GATEBENCH_RESULT' });
  });

  it('is named as the user wrote it where it is not there', async () => {
    const path = join(temporaryFolder(), 'none.json');
    await expect(readCalibrationFile(path, 'none.json')).rejects.toMatchObject({
      code: 'GATEBENCH_USAGE',
      hint: 'Measure one: gatebench calibrate.',
    });
  });

  it('is told apart from that of another machine', () => {
    const machine = thisMachine();
    expect(isOfThisMachine({ ...aCalibration, machine })).toBe(true);
    expect(isOfThisMachine({ ...aCalibration, machine: { ...machine, cpus: machine.cpus + 1 } })).toBe(false);
    expect(isOfThisMachine({ ...aCalibration, machine: { ...machine, node: 'v18.0.0' } })).toBe(false);
  });
});
