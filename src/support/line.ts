/** What a line is made of. */
export interface LineQuality {
  readonly delayUs: number;
  readonly jitterUs: number;
  /** Undefined: no bound. */
  readonly bytesPerSecond: number | undefined;
}

/**
 * One direction of a link. All bytes go onto it one after the other, as fast as its bandwidth lets them, and arrive after
 * its delay.
 */
export class Line {
  readonly #quality: LineQuality;
  readonly #chance: () => number;
  #freeAtUs = 0;
  /** On top of its own. */
  extraDelayUs = 0;

  /** `chance` draws evenly from 0 up to 1, without 1. */
  constructor(quality: LineQuality, chance: () => number) {
    this.#quality = quality;
    this.#chance = chance;
  }

  /** When so many bytes, sent now, have all arrived. */
  send(bytes: number, nowUs: number): number {
    const { delayUs, jitterUs, bytesPerSecond } = this.#quality;
    const busyUs = bytesPerSecond === undefined ? 0 : (bytes / bytesPerSecond) * 1e6;
    this.#freeAtUs = Math.max(this.#freeAtUs, nowUs) + busyUs;
    const latenessUs = jitterUs === 0 ? 0 : jitterUs * this.#chance();
    return this.#freeAtUs + delayUs + this.extraDelayUs + latenessUs;
  }
}
