import { coresToPin, type Pinning, shareCores } from '../../experiment/pinning.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { EnvironmentError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import type { RunOptions } from './run-options.ts';

/**
 * The cores of the run, where the system can keep its processes apart and nobody forbade it.
 *
 * @throws EnvironmentError where it cannot and was asked to
 */
export async function choosePinning(
  { strategies }: Scenario,
  { pin }: Pick<RunOptions, 'pin'>,
  { env }: Pick<CliContext, 'env'>,
): Promise<Pinning | undefined> {
  if (pin === false) return undefined;
  const found = await coresToPin(env['PATH']);
  if ('cores' in found) return shareCores(found.cores, Math.max(...strategies.map(({ nodes }) => nodes)));
  if (pin === undefined) return undefined;
  throw new EnvironmentError(`Processes cannot be pinned to cores here. ${found.reason}`, {
    hint: 'Leave --pin out: the run then says that it was not pinned.',
  });
}
