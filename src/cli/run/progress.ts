import { createLogUpdate } from 'log-update';
import type { ExperimentProgress } from '../../experiment/run-experiment.ts';
import { printable } from '../../report/tables/printable.ts';
import { figuresOf } from '../../results/figures.ts';
import type { Result } from '../../results/result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatDuration, formatNumber, formatShare } from '../../support/units.ts';
import type { Output } from '../context.ts';

export interface Progress {
  readonly show: (progress: ExperimentProgress) => void;
  /** Says something beside the progress. */
  readonly say: (text: string) => void;
  readonly end: () => void;
}

interface ProgressOptions {
  readonly quiet?: true | undefined;
  readonly omitted: Result['omitted'];
}

/** Starting and stopping the processes of a trial, until trials have shown what they really take. */
const assumedOverheadUs = 1.5e6;

/**
 * Tells how far a run is: on a terminal one line that changes, at most twice a second (that is how often load reports);
 * elsewhere a line for each trial.
 */
export function startProgress(
  scenario: Scenario,
  { quiet, omitted }: ProgressOptions,
  output: Output,
): Progress {
  if (quiet) return { show: () => {}, say: (text) => void output.write(`${text}\n`), end: () => {} };
  for (const { strategy, reason, hint } of omitted) {
    output.write(`Left out: ${printable(strategy)}. ${reason}${hint === undefined ? '' : ` ${hint}`}\n`);
  }
  const startedAt = performance.now();
  const elapsedUs = () => (performance.now() - startedAt) * 1e3;
  const assumedUs = scenario.measure.warmupUs + scenario.measure.durationUs + assumedOverheadUs;
  let ended = 0;
  let perTrialUs = assumedUs;
  // Of a run that is resumed, not all is left.
  const remaining = ({ trial, trials }: ExperimentProgress) =>
    `about ${formatDuration(Math.max(0, (ended + trials - trial.position + 1) * perTrialUs - elapsedUs()))} left`;

  const live = output.isTTY ? createLogUpdate(output as NodeJS.WriteStream) : undefined;
  return {
    show: (progress) => {
      if (progress.ended) {
        ended += 1;
        perTrialUs = elapsedUs() / ended;
        live?.clear();
        const again = progress.isRepeated ? ' It is tried again at the end of its block.' : '';
        output.write(`${title(progress)}: ${howItEnded(progress.ended)}${again}\n`);
      } else {
        live?.(`${title(progress)}: ${doing(progress)}, ${remaining(progress)}`);
      }
    },
    say: (text) => {
      live?.clear();
      output.write(`${text}\n`);
    },
    end: () => live?.clear(),
  };
}

function title({ trial, trials }: ExperimentProgress): string {
  const again = trial.attempt === 1 ? '' : `, attempt ${trial.attempt}`;
  return `[${trial.position}/${trials}] ${printable(trial.strategy.name)}, repetition ${trial.repetition}${again}`;
}

function doing({ load }: ExperimentProgress): string {
  if (load === undefined) return 'starting';
  const { phase, elapsedUs, requestsPerSecond, hitRatio } = load;
  const ratio = hitRatio === undefined ? '' : `, hit ratio ${formatShare(hitRatio)}`;
  return `${phase === 'measure' ? 'measuring' : 'warming up'} ${formatDuration(elapsedUs)}, ${formatNumber(Math.round(requestsPerSecond))} requests/s${ratio}`;
}

function howItEnded(trial: NonNullable<ExperimentProgress['ended']>): string {
  if (trial.state === 'failed') return `failed. ${trial.reason.split('\n').map(printable).join('\n')}`;
  if (trial.state === 'interrupted') return 'interrupted';
  const { requests } = trial.measurement;
  const { requestsPerSecond } = figuresOf(trial.measurement);
  const measured = `${formatNumber(requests.completed)} requests, ${formatNumber(Math.round(requestsPerSecond))} requests/s`;
  return trial.state === 'invalid' ? `not usable. ${trial.reason}` : measured;
}
