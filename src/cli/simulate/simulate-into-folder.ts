import { join, resolve } from 'node:path';
import { beginSimulation, type SimulationSettings } from '../../experiment/begin-simulation.ts';
import type { Result } from '../../results/result.ts';
import type { SimulateOptions } from './simulate-options.ts';
import { simulateRun } from './simulate-run.ts';
import { openSimulationFolder, type SimulationFolder } from './simulation-folder.ts';
import { startSimulationProgress } from './simulation-progress.ts';
import type { Workshop } from './workshop.ts';

/** Simulates one scenario into the folder that is its own, showing how far it is. */
export async function simulateIntoFolder(
  settings: SimulationSettings,
  options: Pick<SimulateOptions, 'out' | 'quiet'>,
  { pool, interrupt, context }: Workshop,
): Promise<{ readonly result: Result; readonly folder: SimulationFolder }> {
  const { scenario, omitted } = settings;
  const begun = beginSimulation(settings);
  const folder = await openSimulationFolder(
    join(resolve(context.cwd, options.out), scenario.name, begun.runId),
    begun.runId,
  );
  const trials = scenario.strategies.length * scenario.measure.repetitions;
  const progress = startSimulationProgress({ ...options, omitted, trials }, context.stderr);
  const silence = interrupt.tell(progress.say);
  const result = await simulateRun({ settings, begun }, { folder, pool, onProgress: progress.show }).finally(
    () => {
      progress.end();
      silence();
    },
  );
  return { result, folder };
}
