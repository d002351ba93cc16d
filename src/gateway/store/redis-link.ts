import { performance } from 'node:perf_hooks';
import type { Redis } from 'ioredis';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { StoreCounters } from './store.ts';

type Command<T> = (redis: Redis) => Promise<T>;

/**
 * Asks Redis, and never waits for it longer than the deadline. Replies come in the order of the commands, so while one
 * is overdue everything behind it would be late too: until it has come, or its connection is lost, nobody is made to
 * wait any more. What fails again and again is spared by a circuit breaker.
 */
export class RedisLink {
  readonly #redis: Redis;
  readonly #deadlineMs: number;
  readonly #counters: StoreCounters;
  readonly #breaker = new CircuitBreaker(() => performance.now());
  #overdue = 0;

  constructor(redis: Redis, deadlineMs: number, counters: StoreCounters) {
    this.#redis = redis;
    this.#deadlineMs = deadlineMs;
    this.#counters = counters;
  }

  /**
   * The reply, or undefined where there is none in time, or an error. A command that is not sent counts as failed too.
   * `sinceMs`: when the request that needs it began to wait, by `performance.now()`; undefined: now.
   */
  ask<T>(command: Command<T>, sinceMs?: number): Promise<T | undefined> {
    return this.#attempt(command, this.#counters, sinceMs);
  }

  /** The same for a command that no request waits for: its failure is not counted. */
  tell<T>(command: Command<T>): Promise<T | undefined> {
    return this.#attempt(command, { storeErrors: 0 });
  }

  #attempt<T>(
    command: Command<T>,
    counters: Pick<StoreCounters, 'storeErrors'>,
    sinceMs?: number,
  ): Promise<T | undefined> {
    const leftMs = sinceMs === undefined ? this.#deadlineMs : this.#deadlineMs - performance.now() + sinceMs;
    if (leftMs <= 0 || this.#overdue > 0 || !this.#breaker.allows()) {
      counters.storeErrors += 1;
      return notAsked;
    }
    return new Promise((resolve) => {
      let state: 'waiting' | 'overdue' | 'heard' = 'waiting';
      const hear = (reply: T | undefined, isAlive: boolean): void => {
        if (state === 'overdue') this.#overdue -= 1;
        if (state !== 'waiting') return;
        state = 'heard';
        clearTimeout(timer);
        if (isAlive) this.#breaker.succeeded();
        else this.#breaker.failed();
        if (reply === undefined) counters.storeErrors += 1;
        resolve(reply);
      };
      const expire = (): void => {
        if (state !== 'waiting') return;
        counters.storeErrors += 1;
        // A server that is too slow for a request that had waited before may still be in time for others.
        state = 2 * leftMs >= this.#deadlineMs ? 'overdue' : 'heard';
        if (state === 'overdue') {
          this.#overdue += 1;
          this.#breaker.failed();
        }
        resolve(undefined);
      };
      // After a stall of the event loop timers run before sockets are read, and an immediate after both: what has
      // arrived by then was in time.
      const timer = setTimeout(() => setImmediate(expire), leftMs);
      command(this.#redis).then(
        (reply) => hear(reply, true),
        // A server that refuses, being full or loading, answers all the same.
        (error: Error) => hear(undefined, error.name === 'ReplyError'),
      );
    });
  }
}

const notAsked = Promise.resolve(undefined);
