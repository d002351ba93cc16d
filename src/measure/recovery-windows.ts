/** Short enough to say to a tenth of a second when a fault was over. */
export const windowUs = 100e3;

/** Columns of equal length, one value for each tenth of a second. */
export interface RecoveryWindows {
  /** Answers, errors not counted. */
  readonly answered: readonly number[];
  /** Broken connections, timeouts, and answers of status 500 or more. */
  readonly failed: readonly number[];
  /** Of the answers; null where there was none. */
  readonly meanLatencyUs: readonly (number | null)[];
}

/** Counts events by the tenth of a second in which they come. Times count from the start of the first. */
export class RecoveryRecorder {
  readonly #answered: number[] = [];
  readonly #failed: number[] = [];
  readonly #latencySumUs: number[] = [];

  answered(atUs: number, latencyUs: number): void {
    const index = this.#indexOf(atUs);
    this.#answered[index] = (this.#answered[index] ?? 0) + 1;
    this.#latencySumUs[index] = (this.#latencySumUs[index] ?? 0) + latencyUs;
  }

  failed(atUs: number): void {
    const index = this.#indexOf(atUs);
    this.#failed[index] = (this.#failed[index] ?? 0) + 1;
  }

  windows(): RecoveryWindows {
    return {
      answered: [...this.#answered],
      failed: [...this.#failed],
      meanLatencyUs: this.#answered.map((count, index) =>
        count === 0 ? null : (this.#latencySumUs[index] ?? 0) / count,
      ),
    };
  }

  /** Makes room up to the window of that time. */
  #indexOf(atUs: number): number {
    const index = Math.max(0, Math.floor(atUs / windowUs));
    while (this.#answered.length <= index) {
      this.#answered.push(0);
      this.#failed.push(0);
      this.#latencySumUs.push(0);
    }
    return index;
  }
}
