import type { CliContext } from '../../context.ts';
import type { Interrupt } from '../interrupt.ts';
import type { RunOptions } from '../run-options.ts';
import { startWatch, type Watch } from './start-watch.ts';

/**
 * Does work that can be watched on a page where `--watch` asks for one, whose address it says, and closes the page after it.
 *
 * @throws EnvironmentError where the page cannot be served, before the work begins
 */
export async function watched<Done>(
  { watch: port }: RunOptions,
  { signal }: Interrupt,
  { stderr }: Pick<CliContext, 'stderr'>,
  work: (watch: Watch | undefined) => Promise<Done>,
): Promise<Done> {
  if (port === undefined) return work(undefined);
  const watch = await startWatch(port === true ? 0 : port, signal);
  try {
    stderr.write(`Watch: ${watch.url}\n`);
    return await work(watch);
  } finally {
    await watch.close();
  }
}
