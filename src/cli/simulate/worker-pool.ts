import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { SimulatedEnd } from '../../experiment/advance-trial.ts';
import type { Result } from '../../results/result.ts';
import { UsageError } from '../../support/errors.ts';
import type { TrialEnd, TrialTask } from './simulation-worker.ts';
import { askToStop, newWatch, progressOf, type TrialWatch } from './trial-watch.ts';

/** Compiled, the same whether this file itself runs compiled or from source. */
const workerFile = fileURLToPath(new URL('../../../dist/cli/simulate/simulation-worker.js', import.meta.url));

/** How often it is looked how far trials are. */
const lookEveryMs = 250;

export interface WorkerPool {
  /** How many trials it simulates at once. */
  readonly workers: number;
  /** @throws UsageError where the trial cannot be simulated so */
  readonly simulate: (
    model: TrialTask['model'],
    onProgress: (progress: number) => void,
  ) => Promise<SimulatedEnd>;
  readonly writePage: (result: Result, path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Threads that simulate trials and write pages, each as many as fit, the others in turn. When it is interrupted, trials under way end
 * with what they have, and those that have not begun have nothing.
 */
export function openWorkerPool(interrupt: AbortSignal, workers: number = availableParallelism()): WorkerPool {
  const pool = new Piscina({ filename: workerFile, minThreads: 1, maxThreads: workers, idleTimeout: 60e3 });
  const watches = new Set<TrialWatch>();
  const stopAll = () => watches.forEach(askToStop);
  interrupt.addEventListener('abort', stopAll, { once: true });
  return {
    workers,
    simulate: async (model, onProgress) => {
      const watch = newWatch();
      watches.add(watch);
      if (interrupt.aborted) askToStop(watch);
      const looking = setInterval(() => onProgress(progressOf(watch)), lookEveryMs);
      try {
        const end: TrialEnd = await pool.run({ model, watch } satisfies TrialTask, { name: 'simulateTrial' });
        if ('refused' in end) throw new UsageError(end.refused.message, { hint: end.refused.hint });
        return end;
      } finally {
        clearInterval(looking);
        watches.delete(watch);
      }
    },
    writePage: (result, path) => pool.run({ result, path }, { name: 'writePage' }),
    close: () => pool.destroy(),
  };
}
