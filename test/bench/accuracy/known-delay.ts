/** How a server takes its time, in ms; exact but for what its clock is late. */
export type KnownDelay =
  /** Answers at once. */
  | { readonly kind: 'none' }
  | { readonly kind: 'constant'; readonly ms: number }
  /** Every `every`-th request is slow. */
  | {
      readonly kind: 'bimodal';
      readonly fastMs: number;
      readonly slowMs: number;
      readonly every: number;
    }
  /** Constant, but for a time in which nothing is answered; `fromMs` counts from the first request. */
  | {
      readonly kind: 'stall';
      readonly ms: number;
      readonly fromMs: number;
      readonly forMs: number;
    };

/** When the answer to a request is due that came at the given time; all times count from the first request. */
export function answerDueMs(delay: KnownDelay, atMs: number, sequence: number): number {
  switch (delay.kind) {
    case 'none':
      return atMs;
    case 'constant':
      return atMs + delay.ms;
    case 'bimodal':
      return atMs + (sequence % delay.every === delay.every - 1 ? delay.slowMs : delay.fastMs);
    case 'stall': {
      const dueMs = atMs + delay.ms;
      const endMs = delay.fromMs + delay.forMs;
      return dueMs >= delay.fromMs && dueMs < endMs ? endMs : dueMs;
    }
  }
}
