import { createHash } from 'node:crypto';

/**
 * The names of everything that gateways keep in Redis. What belongs to one URL shares the hash tag `{key}`, so that it
 * stands in one slot of a Redis Cluster and a script may touch all of it. No name can pass for another: the kind comes
 * first, and names of variants begin with the generation of their index, which is never the same twice.
 */
export class RedisKeys {
  /** Where gateways tell each other what they did. */
  readonly channel: string;
  /** Sorted set: what was purged, by the sequence of the purge. */
  readonly purges: string;
  /** The latest purge among those that are remembered no more. */
  readonly forgottenPurges: string;
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
    this.channel = `${prefix}notices`;
    this.purges = `${prefix}{purges}`;
    this.forgottenPurges = `${prefix}{purges}forgotten`;
  }

  record(key: string, variant?: string): string {
    return variant === undefined ? `${this.#prefix}r{${key}}` : `${this.#prefix}v{${key}}${variant}`;
  }

  fence(key: string): string {
    return `${this.#prefix}f{${key}}`;
  }

  /** A flight may tell long values of request fields. */
  lease(key: string, flight: string): string {
    const suffix = flight === key ? '' : createHash('sha1').update(flight).digest('base64url');
    return `${this.#prefix}l{${key}}${suffix}`;
  }
}
