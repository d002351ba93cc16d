import { ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';

/** Where the time of the clients' requests went, summed over those that were answered; `insideUs` is all of it. */
export interface TimeWithin {
  readonly requests: number;
  readonly insideUs: number;
  /** Looking into the store, and waiting for it. */
  readonly storeUs: number;
  /** Waiting for a backend: for one's own call, or for another's that one joined, by this gateway or another. */
  readonly backendUs: number;
}

/** What a request waits for; `gateway`: for nobody but the gateway itself. */
type Stay = 'gateway' | 'store' | 'backend';

/** Adds up what responses have measured. */
export class TimeSum {
  #requests = 0;
  #insideMs = 0;
  #storeMs = 0;
  #backendMs = 0;

  add(insideMs: number, storeMs: number, backendMs: number): void {
    this.#requests += 1;
    this.#insideMs += insideMs;
    this.#storeMs += storeMs;
    this.#backendMs += backendMs;
  }

  report(): TimeWithin {
    return {
      requests: this.#requests,
      insideUs: Math.round(this.#insideMs * 1e3),
      storeUs: Math.round(this.#storeMs * 1e3),
      backendUs: Math.round(this.#backendMs * 1e3),
    };
  }

  reset(): void {
    [this.#requests, this.#insideMs, this.#storeMs, this.#backendMs] = [0, 0, 0, 0];
  }
}

/**
 * A response that knows where its request has stayed: from `begin` until the last byte of the answer is handed on, which is
 * when `end` is called. An answer whose client is gone by then counts for nothing, as one that breaks off does.
 */
export class TimedResponse extends ServerResponse {
  #sum: TimeSum | undefined;
  #beganMs = 0;
  #stay: Stay = 'gateway';
  #sinceMs = 0;
  #storeMs = 0;
  #backendMs = 0;

  begin(sum: TimeSum): void {
    this.#sum = sum;
    this.#beganMs = performance.now();
  }

  stay(where: Stay): void {
    if (this.#sum === undefined || where === this.#stay) return;
    const nowMs = performance.now();
    if (this.#stay === 'store') this.#storeMs += nowMs - this.#sinceMs;
    else if (this.#stay === 'backend') this.#backendMs += nowMs - this.#sinceMs;
    this.#stay = where;
    this.#sinceMs = nowMs;
  }

  override end(...answer: unknown[]): this {
    const sum = this.#sum;
    if (sum !== undefined) {
      this.stay('gateway');
      this.#sum = undefined;
      if (!this.destroyed) sum.add(performance.now() - this.#beganMs, this.#storeMs, this.#backendMs);
    }
    return super.end(...(answer as []));
  }
}

/** From now on the request stays there, until it is answered or stays elsewhere. */
export function staysAt(where: Stay, response: ServerResponse): void {
  if (response instanceof TimedResponse) response.stay(where);
}
