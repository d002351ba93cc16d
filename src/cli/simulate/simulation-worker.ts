import { advanceTrial, type SimulatedEnd } from '../../experiment/advance-trial.ts';
import { writeReport } from '../../report/report-file.ts';
import type { Result } from '../../results/result.ts';
import type { TrialModel } from '../../simulate/simulated-trial.ts';
import { startTrial } from '../../simulate/start-trial.ts';
import { GatebenchError } from '../../support/errors.ts';
import { createTraceReader } from './trace-reader.ts';
import { shareProgress, type TrialWatch } from './trial-watch.ts';

/** What a thread of the pool does (worker-pool.ts). */

export interface TrialTask {
  /** Each thread reads the trace by itself: it is large, and would be copied with every task. */
  readonly model: Omit<TrialModel, 'trace'>;
  readonly watch: TrialWatch;
}

/** Errors lose their class on the way between threads. */
export type TrialEnd = SimulatedEnd | { readonly refused: { message: string; hint: string | undefined } };

const readTraceOf = createTraceReader();

export async function simulateTrial({ model, watch }: TrialTask): Promise<TrialEnd> {
  try {
    const trace = await readTraceOf(model.scenario);
    return advanceTrial(startTrial({ ...model, trace }), shareProgress(watch));
  } catch (error) {
    if (!(error instanceof GatebenchError)) throw error;
    return { refused: { message: error.message, hint: error.hint } };
  }
}

/** A page takes about as long as a short trial. */
export async function writePage({
  result,
  path,
}: {
  readonly result: Result;
  readonly path: string;
}): Promise<void> {
  await writeReport(result, path);
}
