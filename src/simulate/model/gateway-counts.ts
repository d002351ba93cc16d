import type { Request } from './request.ts';

/** What one gateway counts, from one reset to the next. */
export class GatewayCounts {
  /** Calls to backends. */
  forwarded = 0;
  #requests = 0;
  #insideUs = 0;
  #storeUs = 0;
  #backendUs = 0;

  /** A client was answered: where its time went. */
  answered({ arrivedAtUs, storeUs, backendUs }: Request, nowUs: number): void {
    this.#requests += 1;
    this.#insideUs += nowUs - arrivedAtUs;
    this.#storeUs += storeUs;
    this.#backendUs += backendUs;
  }

  get time() {
    return {
      requests: this.#requests,
      insideUs: Math.round(this.#insideUs),
      storeUs: Math.round(this.#storeUs),
      backendUs: Math.round(this.#backendUs),
    };
  }
}
