import type { SimulationSettings } from '../../experiment/begin-simulation.ts';
import { type SimulationProgress, simulateExperiment } from '../../experiment/simulate-experiment.ts';
import type { Result } from '../../results/result.ts';
import type { SimulationFolder } from './simulation-folder.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Settings, and the Result that they begin with. */
export interface PreparedSimulation {
  readonly settings: SimulationSettings;
  readonly begun: Result;
}

interface RunSurroundings {
  readonly folder: SimulationFolder;
  readonly pool: WorkerPool;
  readonly onProgress: (progress: SimulationProgress) => void;
}

/**
 * Simulates one run into its folder, and leaves its Result and its report there.
 *
 * @throws UsageError where it cannot be simulated so, EnvironmentError when the folder cannot be written
 */
export async function simulateRun(
  { settings, begun }: PreparedSimulation,
  { folder, pool, onProgress }: RunSurroundings,
): Promise<Result> {
  const { scenario, simulation } = settings;
  const { calibration, machines } = simulation;
  const result = await simulateExperiment({
    settings,
    begun,
    simulate: ({ strategy, seed }, watch) =>
      pool.simulate({ scenario, strategy, seed, calibration, machines }, watch),
    keep: folder.keep,
    onProgress,
  });
  if (folder.takes(result)) await pool.writePage(result, folder.pagePath);
  return result;
}
