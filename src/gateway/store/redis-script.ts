import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/**
 * A Lua script that is sent as its digest, and whole to a server that does not know it. Such a detour lets other commands
 * overtake it, so scripts are loaded beforehand. Plain commands are used, and not those that ioredis can define, because they take part in its automatic
 * pipelines like any other.
 */
export class RedisScript<Reply> {
  readonly #lua: string;
  readonly #digest: string;

  constructor(lua: string) {
    this.#lua = lua;
    this.#digest = createHash('sha1').update(lua).digest('hex');
  }

  /** Makes a server know it. */
  async load(redis: Redis): Promise<void> {
    await redis.script('LOAD', this.#lua);
  }

  async run(
    redis: Redis,
    keys: readonly string[],
    args: readonly (string | number | Buffer)[],
  ): Promise<Reply> {
    try {
      return (await redis.evalsha(this.#digest, keys.length, ...keys, ...args)) as Reply;
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
      return (await redis.eval(this.#lua, keys.length, ...keys, ...args)) as Reply;
    }
  }
}
