import type { ExperimentProgress } from '../../experiment/run-experiment.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** Starting and stopping the processes of a trial, until trials have shown what they really take. */
const assumedOverheadUs = 1.5e6;

/** How long a run will still take, by how long its trials took so far; of a run that is resumed, not all is left. */
export class TimeLeft {
  readonly #startedMs = performance.now();
  #ended = 0;
  #perTrialUs: number;

  constructor({ measure }: Scenario) {
    this.#perTrialUs = measure.warmupUs + measure.durationUs + assumedOverheadUs;
  }

  /** To be told of each trial that has ended. */
  trialEnded(): void {
    this.#ended += 1;
    this.#perTrialUs = this.#elapsedUs() / this.#ended;
  }

  leftUs({ trial, trials }: ExperimentProgress): number {
    const remaining = this.#ended + trials - trial.position + 1;
    return Math.max(0, remaining * this.#perTrialUs - this.#elapsedUs());
  }

  #elapsedUs(): number {
    return (performance.now() - this.#startedMs) * 1e3;
  }
}
