import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readResult } from '../../src/results/result-file.ts';
import { aCalibration } from '../support/a-calibration.ts';
import { runningParts, smallScenario, workplace } from '../support/a-run.ts';
import { gatebench } from '../support/fake-context.ts';

/** That of the trials of the given kind in the folder of a scenario. */
function foldersIn(cwd: string) {
  const runs = join(cwd, 'reports', 'small');
  const [simulated = ''] = readdirSync(runs).filter((name) => name.startsWith('simulated-'));
  const [measured = ''] = readdirSync(runs).filter((name) => !name.startsWith('simulated-'));
  return { simulated: join(runs, simulated), measured: join(runs, measured) };
}

describe('gatebench validate', { timeout: 120_000 }, () => {
  it('measures and simulates, keeps both, and tells how far they are apart', async () => {
    const { cwd } = workplace();
    writeFileSync(join(cwd, 'calibration.json'), JSON.stringify(aCalibration));
    const command = ['validate', 'small.yaml', '--no-pin', '--modes', 'stateless,memory', '--json'];
    const { exitCode, stdout } = await gatebench([...command, '--calibration', 'calibration.json'], { cwd });
    const document = JSON.parse(stdout);
    const verdicts: string[] = document.deviations.map(({ verdict }: { verdict: string }) => verdict);
    expect(verdicts).toHaveLength(11);
    expect(exitCode).toBe(verdicts.includes('missed') ? 4 : 0);
    // Nothing was pinned, so nothing is simulated as if it were.
    expect(document.calibration).not.toHaveProperty('cores');

    const { measured, simulated } = foldersIn(cwd);
    expect(await readResult(join(measured, 'result.json'))).toMatchObject({
      kind: 'measured',
      runId: document.measured,
    });
    expect(await readResult(join(simulated, 'result.json'))).toMatchObject({
      kind: 'simulated',
      runId: document.simulated,
      scenario: { repetitions: 1, durationUs: 400e3 },
      simulation: { calibrationFrom: 'given', machines: 'one' },
    });
    expect(JSON.parse(readFileSync(join(measured, 'validation.json'), 'utf8'))).toEqual(document);
    expect(readFileSync(join(measured, 'validation.html'), 'utf8')).toContain('<svg');
    expect(runningParts()).toEqual([]);
  });

  it('refuses sweeps and calibrations that are not there, before anything is measured', async () => {
    const { cwd } = workplace(`${smallScenario}sweep: { load.connections: [1, 2] }\n`);
    const swept = await gatebench(['validate', 'small.yaml'], { cwd });
    expect([swept.exitCode, swept.stderr]).toEqual([2, expect.stringContaining('is a sweep of 2 scenarios')]);
    writeFileSync(join(cwd, 'small.yaml'), smallScenario);
    const command = ['validate', 'small.yaml', '--calibration', 'none.json'];
    const { exitCode, stderr } = await gatebench(command, { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('none.json')]);
    expect(readdirSync(cwd)).not.toContain('reports');
  });
});
