/** Failures in a row after which asking again is held to be pointless. */
const failuresToOpen = 5;
/** How long nobody is asked then, before one is let through to try. */
const openForMs = 500;

/**
 * Spares requests the wait for something that has just failed several times in a row (Nygard, "Release It!"). While it is
 * open, one attempt is let through each half second, and the first that succeeds closes it.
 */
export class CircuitBreaker {
  readonly #nowMs: () => number;
  #failures = 0;
  #nextTrialAtMs = 0;

  /** `nowMs` must not run backwards. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Whether to try now. The caller must tell what became of it. */
  allows(): boolean {
    if (this.#failures < failuresToOpen) return true;
    const nowMs = this.#nowMs();
    if (nowMs < this.#nextTrialAtMs) return false;
    this.#nextTrialAtMs = nowMs + openForMs;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures === failuresToOpen) this.#nextTrialAtMs = this.#nowMs() + openForMs;
  }
}
