import { renewScript } from './fill-scripts.ts';
import type { RedisLink } from './redis-link.ts';

/** How long a lease outlives the gateway that holds it. */
export const leaseMs = 1000;
const renewalMs = 300;
/** A fill that lasts longer holds nobody up any more. */
const longestHeldMs = 60_000;
/** How long others wait for a gateway that is alive. */
const longestWaitMs = 5000;
/** Notices can be lost, so whoever waits looks as well: soon at first, then at this pace. */
const firstLookMs = 25;
const lookEveryMs = 250;
/** More do not wait. */
const mostWaiting = 1000;

interface Held {
  readonly leaseName: string;
  renewalsLeft: number;
}

/** The leases that this gateway holds, and those of others that it waits for. One timer renews all of the former. */
export class Leases {
  readonly #link: RedisLink;
  /** By their values, which are never the same twice. */
  readonly #held = new Map<string, Held>();
  /** By the names of leases. */
  readonly #waiting = new Map<string, Set<() => void>>();
  #waitingCount = 0;
  #renewal: NodeJS.Timeout | undefined;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  /** Keeps a lease alive until it is released. */
  hold({ leaseName, lease }: { readonly leaseName: string; readonly lease: string }): void {
    this.#held.set(lease, { leaseName, renewalsLeft: longestHeldMs / renewalMs });
    this.#renewal ??= setInterval(() => this.#renew(), renewalMs).unref();
  }

  /** Lets it expire. False: it was not held, or has been held for too long. `lease`: its value in Redis. */
  release(lease: string): boolean {
    const wasHeld = this.#held.delete(lease);
    if (this.#held.size === 0) this.#stopRenewing();
    return wasHeld;
  }

  /** Settles when the lease is given back, or lost, or after a while; undefined where too many wait already. */
  wait(name: string): Promise<void> | undefined {
    if (this.#waitingCount >= mostWaiting) return undefined;
    this.#waitingCount += 1;
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout;
      const end = (): void => {
        clearTimeout(timer);
        this.#forget(name, end);
        resolve();
      };
      const look = async (waitedMs: number, nextMs: number): Promise<void> => {
        const isHeld = await this.#link.tell((redis) => redis.exists(name));
        if (this.#waiting.get(name)?.has(end) !== true) return;
        // A lease that cannot be looked at is not worth waiting for.
        if (isHeld !== 1 || waitedMs >= longestWaitMs) end();
        else later(waitedMs, nextMs);
      };
      const later = (waitedMs: number, delayMs: number): void => {
        const next = Math.min(2 * delayMs, lookEveryMs);
        timer = setTimeout(() => look(waitedMs + delayMs, next), delayMs);
      };
      this.#remember(name, end);
      later(0, firstLookMs);
    });
  }

  /** Another gateway says that it has given the lease back. */
  released(name: string): void {
    for (const end of this.#waiting.get(name) ?? []) end();
  }

  /** Lets go of everything. */
  close(): void {
    this.#held.clear();
    this.#stopRenewing();
    for (const name of [...this.#waiting.keys()]) this.released(name);
  }

  #renew(): void {
    for (const [lease, held] of this.#held) {
      held.renewalsLeft -= 1;
      if (held.renewalsLeft <= 0) this.release(lease);
      else this.#link.tell((redis) => renewScript.run(redis, [held.leaseName], [lease, leaseMs]));
    }
  }

  #stopRenewing(): void {
    clearInterval(this.#renewal);
    this.#renewal = undefined;
  }

  #remember(name: string, end: () => void): void {
    const waiting = this.#waiting.get(name);
    if (waiting === undefined) this.#waiting.set(name, new Set([end]));
    else waiting.add(end);
  }

  #forget(name: string, end: () => void): void {
    const waiting = this.#waiting.get(name);
    if (waiting?.delete(end)) this.#waitingCount -= 1;
    if (waiting?.size === 0) this.#waiting.delete(name);
  }
}
