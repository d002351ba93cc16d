import { createLogUpdate } from 'log-update';
import type { SimulationProgress } from '../../experiment/simulate-experiment.ts';
import { printable } from '../../report/tables/printable.ts';
import type { Result } from '../../results/result.ts';
import { formatDuration, formatShare } from '../../support/units.ts';
import type { Output } from '../context.ts';

export interface ShownProgress {
  /** `part` tells trials of the same name apart, as the cell of a sweep. */
  readonly show: (progress: SimulationProgress, part?: number) => void;
  /** Says something beside the progress. */
  readonly say: (text: string) => void;
  readonly end: () => void;
}

interface ProgressOptions {
  readonly quiet?: true | undefined;
  readonly omitted: Result['omitted'];
  /** How many there will be in all. */
  readonly trials: number;
}

/** What is over sooner needs no progress. */
const patienceMs = 2000;
/** On a terminal one line that changes, elsewhere a line now and then. */
const everyMs = { terminal: 250, lines: 5000 };

/** Tells how far a simulation is, and how long it will still take, by how long it took so far. */
export function startSimulationProgress(
  { quiet, omitted, trials }: ProgressOptions,
  output: Output,
): ShownProgress {
  if (quiet) return { show: () => {}, say: (text) => void output.write(`${text}\n`), end: () => {} };
  for (const { strategy, reason, hint } of omitted) {
    output.write(`Left out: ${printable(strategy)}. ${reason}${hint === undefined ? '' : ` ${hint}`}\n`);
  }
  const startedMs = performance.now();
  let shownMs = startedMs + patienceMs - everyMs[output.isTTY ? 'terminal' : 'lines'];
  const live = output.isTTY ? createLogUpdate(output as NodeJS.WriteStream) : undefined;
  const write = live ?? ((line: string) => void output.write(`${line}\n`));
  const ratios = new Map<string, number>();
  return {
    show: ({ trial: { position }, progress, ended }, part = 1) => {
      ratios.set(`${part} ${position}`, ended === undefined ? Math.min(progress, 0.999) : 1);
      const nowMs = performance.now();
      if (nowMs - shownMs < everyMs[live === undefined ? 'lines' : 'terminal']) return;
      shownMs = nowMs;
      write(inWords([...ratios.values()], trials, nowMs - startedMs));
    },
    say: (text) => {
      live?.clear();
      output.write(`${text}\n`);
    },
    end: () => live?.clear(),
  };
}

/** `Simulating: 7 of 36 trials done, 22 % in all, about 12 s left`. */
function inWords(ratios: readonly number[], trials: number, elapsedMs: number): string {
  const done = ratios.filter((ratio) => ratio === 1).length;
  const share = ratios.reduce((sum, ratio) => sum + ratio, 0) / trials;
  const leftUs = share === 0 ? Number.NaN : (elapsedMs * 1e3 * (1 - share)) / share;
  const left = share === 0 ? '' : `, about ${formatDuration(leftUs)} left`;
  return `Simulating: ${done} of ${trials} ${trials === 1 ? 'trial' : 'trials'} done, ${formatShare(share)} in all${left}`;
}
