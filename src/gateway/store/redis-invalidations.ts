import { invalidateScript } from './fill-scripts.ts';
import { encodeNotice } from './notice.ts';
import { OwedInvalidations } from './owed-invalidations.ts';
import type { RecentInvalidations } from './recent-invalidations.ts';
import type { RedisKeys } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';

const retryMs = 250;

export interface RedisInvalidationsParts {
  readonly link: RedisLink;
  readonly keys: RedisKeys;
  readonly recent: RecentInvalidations;
  /** Of this gateway; never the same twice. */
  readonly name: string;
  /** The clock by which responses age; µs since 1970. */
  readonly nowUs: () => number;
}

/** What this gateway throws out of Redis. What Redis could not be told is told later, and trusted here in no case. */
export class RedisInvalidations {
  readonly #parts: RedisInvalidationsParts;
  readonly #owed: OwedInvalidations;
  #retry: NodeJS.Timeout | undefined;

  constructor(parts: RedisInvalidationsParts) {
    this.#parts = parts;
    this.#owed = new OwedInvalidations(parts.nowUs);
  }

  /** False: Redis may still hold what it held. */
  async invalidate(key: string): Promise<boolean> {
    this.#parts.recent.note(key);
    return this.#send(key, (command) => this.#parts.link.ask(command));
  }

  /** Whether what Redis holds under the key should be gone. */
  isOwed(key: string): boolean {
    return this.#owed.has(key);
  }

  /** Whether a response of this age should perhaps be gone. */
  distrusts(bornAtUs: number): boolean {
    return this.#owed.distrusts(bornAtUs);
  }

  close(): void {
    clearTimeout(this.#retry);
  }

  async #send(key: string, ask: RedisLink['ask']): Promise<boolean> {
    const { keys, name } = this.#parts;
    const number = this.#owed.next();
    const places = [keys.record(key), keys.fence(key)];
    const args = [keys.channel, encodeNotice({ kind: 'invalidated', from: name, key })];
    const reply = await ask((redis) => invalidateScript.run(redis, places, args));
    if (reply === undefined) {
      this.#owed.failed(key, number);
      this.#retry ??= setTimeout(() => this.#tellOwed(), retryMs).unref();
    } else this.#owed.succeeded(key, number);
    return reply !== undefined;
  }

  async #tellOwed(): Promise<void> {
    this.#retry = undefined;
    const tell: RedisLink['ask'] = (command) => this.#parts.link.tell(command);
    const [first, ...others] = this.#owed.keys;
    // One shows whether Redis is there again.
    if (first !== undefined && (await this.#send(first, tell))) {
      await Promise.all(others.map((key) => this.#send(key, tell)));
    }
  }
}
