import { join } from 'node:path';
import { runExperiment } from '../../experiment/run-experiment.ts';
import { writeReport } from '../../report/report-file.ts';
import type { Result } from '../../results/result.ts';
import type { Output } from '../context.ts';
import type { Interrupt } from './interrupt.ts';
import type { PreparedRun } from './prepare-run.ts';
import { startProgress } from './progress.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';
import type { LiveHooks } from './watch/start-watch.ts';

interface RunSurroundings {
  readonly folder: RunFolder;
  /** What was measured before, where a run is resumed. */
  readonly previous?: Result | undefined;
  readonly interrupt: Interrupt;
  readonly stderr: Output;
  /** Told what goes on, where somebody is to see it. */
  readonly live?: LiveHooks | undefined;
}

/** Where a run's page lies. */
export const reportPathOf = ({ path }: RunFolder): string => join(path, 'report.html');

/**
 * Measures one run in its folder, and leaves its Result and its report there.
 *
 * @throws EnvironmentError when they cannot be written
 */
export async function measureRun(
  prepared: PreparedRun,
  options: RunOptions,
  { folder, previous, interrupt, stderr, live }: RunSurroundings,
): Promise<Result> {
  const progress = startProgress(prepared.scenario, { ...options, omitted: prepared.omitted }, stderr);
  const silence = interrupt.tell(progress.say);
  const result = await runExperiment({
    ...prepared,
    runId: folder.runId,
    previous,
    resultPath: join(folder.path, 'result.json'),
    interrupt: interrupt.signal,
    onProgress: (step) => {
      progress.show(step);
      live?.onProgress(step);
    },
    onResult: live?.onResult,
  }).finally(() => {
    progress.end();
    silence();
  });
  await writeReport(result, reportPathOf(folder));
  return result;
}
