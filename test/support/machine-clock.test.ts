import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { machineNowUs, machineOffsetUs } from '../../src/support/machine-clock.ts';

describe('the clock of the machine', () => {
  it('is the same for a process started in between', () => {
    const before = machineNowUs();
    const script = 'process.stdout.write(String(Number(process.hrtime.bigint()) / 1e3))';
    const between = Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
    const after = machineNowUs();
    expect(between).toBeGreaterThan(before);
    expect(after).toBeGreaterThan(between);
  });

  it('never puts a time of the process later than it was', () => {
    const offsetUs = machineOffsetUs();
    for (let round = 0; round < 1000; round++) {
      const ownUs = performance.now() * 1e3 + offsetUs;
      expect(ownUs).toBeLessThanOrEqual(machineNowUs() + 0.01);
    }
  });
});
