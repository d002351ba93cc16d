import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { scenarioName } from '../../src/scenario/scenario-file.ts';
import { aCalibration } from '../support/a-calibration.ts';
import { runningParts } from '../support/a-run.ts';
import { gatebench } from '../support/fake-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { evidence } from './evidence.ts';
import { latestResults } from './latest-results.ts';

const files = readdirSync('scenarios').filter((name) => name.endsWith('.yaml'));

/**
 * The scenario with its clock let go: tests share their machine with others, whose bursts would make the load generator late
 * and its trials void. Nothing here says how fast anything was.
 */
function withoutHaste(file: string, folder: string): string {
  const document = parseDocument(readFileSync(join('scenarios', file), 'utf8'));
  const isOpen = document.hasIn(['load', 'rate']) || document.hasIn(['load', 'stages']);
  if (!isOpen) return resolve('scenarios', file);
  document.setIn(['load', 'maxLag'], '1m');
  const path = join(folder, file);
  writeFileSync(path, document.toString({ lineWidth: 0 }));
  return path;
}

function calibrationIn(folder: string): string {
  const path = join(folder, 'calibration.json');
  writeFileSync(path, JSON.stringify(aCalibration));
  return path;
}

describe('every shipped scenario', { timeout: 180_000, retry: 1 }, () => {
  beforeAll(() => expect(runningParts()).toEqual([]));
  afterAll(() => expect(runningParts()).toEqual([]));

  it.each(files)(
    '%s runs, or is simulated, in its quickest form and shows what it asks about',
    async (file) => {
      const name = scenarioName(file);
      const folder = temporaryFolder();
      const { by = 'run', load, shows } = evidence[name] ?? {};
      if (load === undefined || shows === undefined) throw new Error(`Nothing says what ${name} is to show.`);
      const how = by === 'run' ? ['--no-pin'] : ['--calibration', calibrationIn(folder)];
      const { exitCode, stderr } = await gatebench(
        [by, withoutHaste(file, folder), ...how, '--quick', load, '--quiet', '--out', folder],
        { cwd: process.cwd() },
      );
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const results = await latestResults(join(folder, name));
      for (const { scenario, trials, protocol } of results) {
        expect(protocol.quick).toBe(true);
        const measured = trials.filter(({ state }) => state === 'valid').map(({ strategy }) => strategy);
        expect(new Set(measured)).toEqual(new Set(scenario.strategies.map((strategy) => strategy.name)));
      }
      shows(results);
    },
  );
});
