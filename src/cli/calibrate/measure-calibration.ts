import { mkdir } from 'node:fs/promises';
import { createLogUpdate } from 'log-update';
import { expectedUs, scenarioOf, trialsOf } from '../../experiment/calibration/calibration-trials.ts';
import {
  type ConcludedCalibration,
  concludeCalibration,
} from '../../experiment/calibration/conclude-calibration.ts';
import { measureCosts } from '../../experiment/calibration/measure-costs.ts';
import { pinThisProcess } from '../../experiment/pinning.ts';
import { findRedis } from '../../experiment/redis-source.ts';
import { cannotWrite } from '../../results/atomic-file.ts';
import {
  calibrationPath,
  shippedCalibration,
  thisMachine,
  writeCalibration,
} from '../../results/calibration-file.ts';
import { createRandom } from '../../support/random.ts';
import { formatDuration } from '../../support/units.ts';
import type { CliContext } from '../context.ts';
import { choosePinning } from '../run/choose-pinning.ts';
import type { RunOptions } from '../run/run-options.ts';

export type CalibrateOptions = Pick<RunOptions, 'pin' | 'json' | 'quiet'> & {
  /** The folder where runs are kept. */
  readonly out: string;
};

/**
 * Measures what pieces of work cost on this machine and keeps it in the folder. Undefined where it was interrupted; nothing is kept
 * then. Redis is always a private server, because only of that it is known what it uses.
 *
 * @throws EnvironmentError where a trial comes to nothing, processes cannot be pinned, or the folder cannot be written
 */
export async function measureCalibration(
  { out, ...options }: CalibrateOptions,
  interrupt: AbortSignal,
  context: CliContext,
): Promise<ConcludedCalibration | undefined> {
  await mkdir(out, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw cannotWrite(out, error);
  });
  const redis = await findRedis(undefined, context.env['PATH']);
  const pinning = await choosePinning(scenarioOf('hits'), options, context);
  const measuredAt = new Date();
  const progress = startProgress(trialsOf(redis !== undefined).length, options, context);
  const unpin = await (pinning && pinThisProcess(pinning.others));
  const rounds = await measureCosts({
    runId: 'calibration',
    redis,
    pinning,
    interrupt,
    random: createRandom(measuredAt.getTime()),
    onTrial: progress.show,
  }).finally(async () => {
    progress.end();
    await unpin?.();
  });
  if (rounds === undefined) return undefined;
  const borrowed = redis === undefined ? shippedCalibration : undefined;
  const concluded = concludeCalibration(rounds, { measuredAt, machine: thisMachine(), pinning, borrowed });
  await writeCalibration(calibrationPath(out), concluded.calibration);
  return concluded;
}

interface CalibrationProgress {
  readonly show: (trial: { readonly name: string; readonly position: number; readonly of: number }) => void;
  readonly end: () => void;
}

/** On a terminal one line that changes, elsewhere one that says how long it will take. */
function startProgress(
  trials: number,
  { quiet }: Pick<CalibrateOptions, 'quiet'>,
  { stderr }: Pick<CliContext, 'stderr'>,
): CalibrationProgress {
  if (quiet) return { show: () => {}, end: () => {} };
  if (!stderr.isTTY) {
    stderr.write(`Calibrating: about ${formatDuration(expectedUs(trials))}.\n`);
    return { show: () => {}, end: () => {} };
  }
  const live = createLogUpdate(stderr as NodeJS.WriteStream);
  return {
    show: ({ name, position, of }) =>
      live(
        `Calibrating: [${position}/${of}] ${name}, about ${formatDuration((expectedUs(trials) * (of - position + 1)) / of)} left`,
      ),
    end: () => live.clear(),
  };
}
