import type { CliContext } from '../context.ts';
import { type Interrupt, interruptBySignal } from '../run/interrupt.ts';
import type { SimulateOptions } from './simulate-options.ts';
import { openWorkerPool, type WorkerPool } from './worker-pool.ts';

/** What simulations are done with. */
export interface Workshop {
  readonly pool: WorkerPool;
  readonly interrupt: Interrupt;
  readonly context: CliContext;
}

/** Does some work in a workshop that is closed afterwards, however that ends. */
export async function inWorkshop<Outcome>(
  { workers }: Pick<SimulateOptions, 'workers'>,
  context: CliContext,
  work: (workshop: Workshop) => Promise<Outcome>,
): Promise<Outcome> {
  const interrupt = interruptBySignal(context);
  const pool = openWorkerPool(interrupt.signal, workers);
  try {
    return await work({ pool, interrupt, context });
  } finally {
    interrupt.release();
    await pool.close();
  }
}
