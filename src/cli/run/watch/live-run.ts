import type { ExperimentProgress } from '../../../experiment/run-experiment.ts';
import type { LiveEvent, LivePoint, LiveTrial } from '../../../report/live/live-state.ts';
import { counted } from '../../../report/wording.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { formatDuration, formatNumber, formatShare } from '../../../support/units.ts';
import { ending, nameOf } from '../progress-in-words.ts';
import { TimeLeft } from '../time-left.ts';
import { livePoints } from './live-points.ts';

/** Pages draw once a second at most, so more would be for nothing. */
const betweenMs = 900;

/** What is told of a run to those who watch it, out of its progress. */
export class LiveRun {
  readonly #scenario: Scenario;
  readonly #emit: (event: LiveEvent) => void;
  readonly #nowMs: () => number;
  readonly #time: TimeLeft;
  #latest: LivePoint | undefined;
  #waiting: LivePoint[] = [];
  #failed = 0;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(scenario: Scenario, emit: (event: LiveEvent) => void, nowMs = () => performance.now()) {
    this.#scenario = scenario;
    this.#emit = emit;
    this.#nowMs = nowMs;
    this.#time = new TimeLeft(scenario);
  }

  onProgress(progress: ExperimentProgress): void {
    const { load, ended } = progress;
    if (ended !== undefined) this.#trialEnded(progress);
    else if (load === undefined) this.#trialBegan(progress);
    else this.#loadWentOn(progress, load);
  }

  #trialBegan(progress: ExperimentProgress): void {
    this.#latest = undefined;
    this.#waiting = [];
    this.#failed = 0;
    this.#tell(progress);
  }

  #loadWentOn(progress: ExperimentProgress, load: NonNullable<ExperimentProgress['load']>): void {
    const { strategy } = progress.trial;
    this.#waiting.push(...livePoints(strategy.name, this.#scenario.measure.warmupUs, load));
    this.#failed += load.intervals.reduce((sum, { failed }) => sum + failed, 0);
    if (this.#nowMs() - this.#toldMs >= betweenMs) this.#tell(progress);
  }

  #trialEnded(progress: ExperimentProgress): void {
    this.#time.trialEnded();
    if (progress.ended?.state === 'valid') return;
    this.#emit({ type: 'log', text: `${titleOf(progress)}: ${ending(progress)}` });
  }

  #tell(progress: ExperimentProgress): void {
    const points = this.#waiting;
    this.#waiting = [];
    this.#latest = points.at(-1) ?? this.#latest;
    this.#toldMs = this.#nowMs();
    this.#emit({ type: 'trial', trial: this.#trialOf(progress), points });
  }

  #trialOf(progress: ExperimentProgress): LiveTrial {
    const { warmupUs, durationUs } = this.#scenario.measure;
    const { trial, trials, load } = progress;
    const elapsedUs = load === undefined ? 0 : load.elapsedUs + (load.phase === 'measure' ? warmupUs : 0);
    const withinTrial = Math.min(1, elapsedUs / (warmupUs + durationUs));
    return {
      title: titleOf(progress),
      doing: [
        doingOf(progress, { warmupUs, durationUs }),
        ...(this.#failed === 0 ? [] : [`${counted(this.#failed, 'request')} failed`]),
        `about ${formatDuration(this.#time.leftUs(progress))} left of the run`,
      ].join(', '),
      doneRatio: (trial.position - 1 + withinTrial) / trials,
      figures: this.#figures(),
    };
  }

  #figures(): LiveTrial['figures'] {
    if (this.#latest === undefined) return {};
    const { requestsPerSecond, p50Us, p99Us, hitRatio } = this.#latest;
    return {
      'live-rate': formatNumber(Math.round(requestsPerSecond)),
      'live-p50': formatDuration(p50Us ?? Number.NaN),
      'live-p99': formatDuration(p99Us ?? Number.NaN),
      'live-hit-ratio': hitRatio === null ? 'none' : formatShare(hitRatio),
    };
  }
}

function titleOf(progress: ExperimentProgress): string {
  const { trial, trials } = progress;
  return `Trial ${trial.position} of ${trials}: ${nameOf(progress)}`;
}

function doingOf(
  { load }: ExperimentProgress,
  lengths: { readonly warmupUs: number; readonly durationUs: number },
): string {
  if (load === undefined) return 'starting its processes';
  const [word, lengthUs] =
    load.phase === 'measure' ? ['measuring', lengths.durationUs] : ['warming up', lengths.warmupUs];
  return `${word} ${formatDuration(Math.min(load.elapsedUs, lengthUs))} of ${formatDuration(lengthUs)}`;
}
