import { EventEmitter } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { calibrationSchema } from '../../src/results/calibration.ts';
import { shippedCalibration } from '../../src/results/calibration-file.ts';
import { runningParts } from '../support/a-run.ts';
import { gatebench } from '../support/fake-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('gatebench calibrate', { timeout: 300_000 }, () => {
  it('keeps what pieces of work cost here, and Redis as elsewhere where there is none', async () => {
    const cwd = temporaryFolder();
    const { exitCode, stdout, stderr } = await gatebench(['calibrate', '--json'], { cwd, env: { PATH: '' } });
    expect(stderr).toMatch(/^Calibrating: about .*\n$/);
    expect(exitCode).toBe(0);
    const printed = calibrationSchema.parse(JSON.parse(stdout));
    expect(JSON.parse(readFileSync(join(cwd, 'reports/calibration.json'), 'utf8'))).toEqual(printed);
    expect(printed).toMatchObject({ borrowed: 'redis', redis: shippedCalibration.redis });
    expect(printed).not.toHaveProperty('cores');
    // A busy machine shifts what belongs to a request and what to its body, but never makes both nothing.
    const { load, gateway, backend } = printed;
    for (const usualUs of [
      load.requestUs + load.kibibyteUs,
      gateway.hitUs + gateway.kibibyteUs,
      gateway.forwardUs + gateway.forwardKibibyteUs + gateway.kibibyteUs,
      backend.callUs + backend.kibibyteUs,
    ]) {
      expect(usualUs).toBeGreaterThan(0.1);
    }
    expect(runningParts()).toEqual([]);
  });

  it('leaves nothing when it is interrupted', async () => {
    const cwd = temporaryFolder();
    const signals = new EventEmitter();
    const running = gatebench(['calibrate'], { cwd, signals });
    await vi.waitFor(() => expect(runningParts()).not.toEqual([]), { timeout: 30_000 });
    signals.emit('SIGINT', 'SIGINT');
    const { exitCode, stdout, stderr } = await running;
    expect(exitCode).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toContain('Interrupted: nothing is kept');
    expect(existsSync(join(cwd, 'reports')) ? readdirSync(join(cwd, 'reports')) : []).toEqual([]);
    expect(runningParts()).toEqual([]);
  });
});
