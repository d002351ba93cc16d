import { VersionLog } from './version-log.ts';

/** The changes that a resource makes by itself, as far as they were due when somebody asked. */
export class DueChanges {
  readonly #drawUs: () => number;
  readonly #log = new VersionLog();
  #nextUs: number;
  #count = 0;

  /** `drawUs` gives the times of the changes in order, one with each call. */
  constructor(drawUs: () => number) {
    this.#drawUs = drawUs;
    this.#nextUs = drawUs();
  }

  /** When the change was due that followed the first `seen` ones; infinity: it was not by the given time. */
  newerSinceUs(seen: number, byUs: number): number {
    while (this.#nextUs <= byUs) {
      this.#count += 1;
      this.#log.record(this.#count, this.#nextUs);
      this.#nextUs = this.#drawUs();
    }
    return this.#log.newerSinceUs(seen);
  }
}
