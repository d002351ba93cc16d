/** How many calls came in each tick of time. */
export interface Arrivals {
  /** When the first tick began, on the machine's clock (see support/machine-clock.ts). */
  readonly sinceUs: number;
  readonly tickUs: number;
  /** By tick, up to the last in which a call came. */
  readonly calls: readonly number[];
}

const shortestTickUs = 15_625;
const mostTicks = 2 ** 14;

/**
 * Counts arrivals by ticks of a 64th of a second, which double whenever there are 16,384 of them (first after four minutes), so that
 * it takes 64 KiB however long it runs. It need not know when a measurement begins: intervals are made of ticks afterwards.
 */
export class ArrivalRecorder {
  readonly #sinceUs: number;
  readonly #calls = new Uint32Array(mostTicks);
  #tickUs = shortestTickUs;
  /** Ticks up to the last in which a call came. */
  #length = 0;

  constructor(sinceUs: number) {
    this.#sinceUs = sinceUs;
  }

  record(atUs: number): void {
    let tick = this.#tickAt(atUs);
    while (tick >= mostTicks) {
      this.#double();
      tick = this.#tickAt(atUs);
    }
    this.#calls[tick] = (this.#calls[tick] ?? 0) + 1;
    if (tick >= this.#length) this.#length = tick + 1;
  }

  arrivals(): Arrivals {
    return {
      sinceUs: this.#sinceUs,
      tickUs: this.#tickUs,
      calls: [...this.#calls.subarray(0, this.#length)],
    };
  }

  #tickAt(atUs: number): number {
    return Math.max(0, Math.floor((atUs - this.#sinceUs) / this.#tickUs));
  }

  #double(): void {
    this.#tickUs *= 2;
    this.#length = Math.ceil(this.#length / 2);
    for (let tick = 0; tick < mostTicks / 2; tick++) {
      this.#calls[tick] = (this.#calls[2 * tick] ?? 0) + (this.#calls[2 * tick + 1] ?? 0);
    }
    this.#calls.fill(0, mostTicks / 2);
  }
}

/** The intervals of a timeline, the first of which began at `beganAtUs` on the machine's clock. */
export interface Intervals {
  readonly beganAtUs: number;
  readonly intervalUs: number;
  readonly count: number;
}

/**
 * Arrivals at all servers together, by interval. A tick goes to the interval that its middle lies in, so a call may be counted in
 * the neighbour of its interval if it came within half a tick of their border: 8 ms in a run of up to four minutes, and a 32nd of an
 * interval in any. Calls before the first interval and after the last are left out.
 */
export function arrivalsByInterval(
  servers: readonly Arrivals[],
  { beganAtUs, intervalUs, count }: Intervals,
): number[] {
  const byInterval = Array.from({ length: count }, () => 0);
  for (const { sinceUs, tickUs, calls } of servers) {
    calls.forEach((arrived, tick) => {
      const startUs = sinceUs + tick * tickUs - beganAtUs;
      if (startUs + tickUs <= 0 || startUs >= count * intervalUs) return;
      // A tick in which the first interval begins, or the last ends, belongs to it.
      const interval = Math.min(count - 1, Math.max(0, Math.floor((startUs + tickUs / 2) / intervalUs)));
      byInterval[interval] = (byInterval[interval] ?? 0) + arrived;
    });
  }
  return byInterval;
}
