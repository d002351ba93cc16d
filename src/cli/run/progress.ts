import { createLogUpdate } from 'log-update';
import type { ExperimentProgress } from '../../experiment/run-experiment.ts';
import { printable } from '../../report/tables/printable.ts';
import type { Result } from '../../results/result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { formatDuration } from '../../support/units.ts';
import type { Output } from '../context.ts';
import { doing, ending, titleOf } from './progress-in-words.ts';
import { TimeLeft } from './time-left.ts';

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
  const time = new TimeLeft(scenario);
  const live = output.isTTY ? createLogUpdate(output as NodeJS.WriteStream) : undefined;
  return {
    show: (progress) => {
      if (progress.ended) {
        time.trialEnded();
        live?.clear();
        output.write(`${titleOf(progress)}: ${ending(progress)}\n`);
      } else {
        live?.(
          `${titleOf(progress)}: ${doing(progress)}, about ${formatDuration(time.leftUs(progress))} left`,
        );
      }
    },
    say: (text) => {
      live?.clear();
      output.write(`${text}\n`);
    },
    end: () => live?.clear(),
  };
}
