/** So many versions of one resource are remembered; an answer older than all of them counts as just before the oldest. */
const mostKept = 10_000;

/**
 * When each version came to be known that was higher than all before it. Times must not go back from one call to the
 * next.
 */
export class VersionLog {
  readonly #versions: number[] = [];
  readonly #knownAtUs: number[] = [];
  #firstKnownUs = Number.POSITIVE_INFINITY;

  record(version: number, atUs: number): void {
    const highest = this.#versions.at(-1);
    if (highest === undefined) this.#firstKnownUs = atUs;
    else if (version <= highest) return;
    this.#versions.push(version);
    this.#knownAtUs.push(atUs);
    if (this.#versions.length <= mostKept) return;
    this.#versions.splice(0, mostKept / 2);
    this.#knownAtUs.splice(0, mostKept / 2);
  }

  /** When any version was known; infinity: none is yet. */
  get firstKnownUs(): number {
    return this.#firstKnownUs;
  }

  /** Since when a version higher than the given one is known; infinity: none is yet. */
  newerSinceUs(version: number): number {
    let [from, to] = [0, this.#versions.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#versions[middle] as number) > version) to = middle;
      else from = middle + 1;
    }
    return this.#knownAtUs[from] ?? Number.POSITIVE_INFINITY;
  }
}
