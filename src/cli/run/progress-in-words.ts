import type { ExperimentProgress } from '../../experiment/run-experiment.ts';
import { printable } from '../../report/tables/printable.ts';
import { figuresOf } from '../../results/figures.ts';
import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';

/** `[4/21] memory, repetition 2`. */
export function titleOf(progress: ExperimentProgress): string {
  const { trial, trials } = progress;
  return `[${trial.position}/${trials}] ${nameOf(progress)}`;
}

/** `memory, repetition 2, attempt 2`. */
export function nameOf({ trial }: Pick<ExperimentProgress, 'trial'>): string {
  const again = trial.attempt === 1 ? '' : `, attempt ${trial.attempt}`;
  return `${printable(trial.strategy.name)}, repetition ${trial.repetition}${again}`;
}

/** What a trial is doing, and how fast. */
export function doing({ load }: ExperimentProgress): string {
  if (load === undefined) return 'starting';
  const { phase, elapsedUs, requestsPerSecond, hitRatio } = load;
  const ratio = hitRatio === undefined ? '' : `, hit ratio ${formatShare(hitRatio)}`;
  return `${phase === 'measure' ? 'measuring' : 'warming up'} ${formatDuration(elapsedUs)}, ${formatNumber(Math.round(requestsPerSecond))} requests/s${ratio}`;
}

/** How a trial ended, and whether it is tried again. */
export function ending({ ended, isRepeated }: ExperimentProgress): string {
  if (ended === undefined) return '';
  return `${howItEnded(ended)}${isRepeated ? ' It is tried again at the end of its block.' : ''}`;
}

function howItEnded(trial: NonNullable<ExperimentProgress['ended']>): string {
  if (trial.state === 'failed') return `failed. ${trial.reason.split('\n').map(printable).join('\n')}`;
  if (trial.state === 'interrupted') return 'interrupted';
  const { requests } = trial.measurement;
  const { requestsPerSecond } = figuresOf(trial.measurement);
  const measured = `${formatNumber(requests.completed)} requests, ${formatNumber(Math.round(requestsPerSecond))} requests/s`;
  return trial.state === 'invalid' ? `not usable. ${trial.reason}` : measured;
}
