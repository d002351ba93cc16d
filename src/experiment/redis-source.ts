import { Redis } from 'ioredis';
import { EnvironmentError, UsageError } from '../support/errors.ts';
import { withoutPasswords } from '../support/without-passwords.ts';
import { findExecutable, redisExecutables } from './find-executable.ts';

/** Where the Redis of a run comes from. */
export type RedisSource =
  /** A server of our own, fresh for each trial. */
  | { readonly kind: 'private'; readonly executable: string }
  /** A server that the user named: used as it is, and only below a key prefix of the run's own. */
  | { readonly kind: 'named'; readonly url: string; readonly version: string };

/**
 * The named server if there is a name, else a private one if the system has the program, else undefined.
 *
 * @throws UsageError where the name is no Redis URL, EnvironmentError where the named server does not answer
 */
export async function findRedis(
  url: string | undefined,
  searchPath: string | undefined,
): Promise<RedisSource | undefined> {
  if (url !== undefined) return { kind: 'named', url, version: await askVersion(url) };
  const executable = await findExecutable(redisExecutables, searchPath);
  return executable === undefined ? undefined : { kind: 'private', executable };
}

async function askVersion(url: string): Promise<string> {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError(`"${withoutPasswords(url)}" is not the URL of a Redis server.`, {
      hint: 'Write it as redis://127.0.0.1:6379/0.',
    });
  }
  return withClient(url, async (client) => {
    const info = await client.info('server');
    const [, name = 'redis', version = 'unknown version'] = /^(redis|valkey)_version:(\S+)/m.exec(info) ?? [];
    return `${name === 'valkey' ? 'Valkey' : 'Redis'} ${version}`;
  });
}

/** Removes what trials left in a named server: the keys below the prefix, found by SCAN, and nothing else. */
export async function removeKeys(url: string, keyPrefix: string): Promise<void> {
  await withClient(url, async (client) => {
    const pattern = `${keyPrefix.replace(/[\\*?[\]]/g, '\\$&')}*`;
    for await (const keys of client.scanStream({ match: pattern, count: 1000 }) as AsyncIterable<string[]>) {
      if (keys.length > 0) await client.unlink(...keys);
    }
  });
}

async function withClient<T>(url: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2000,
    commandTimeout: 5000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let problem: Error | undefined;
  client.on('error', (error) => {
    problem ??= error;
  });
  try {
    await client.connect();
    return await use(client);
  } catch (error) {
    throw new EnvironmentError(
      `The Redis server ${withoutPasswords(url)} cannot be used: ${withoutPasswords((problem ?? (error as Error)).message)}.`,
      {
        hint: 'Start it, name another with --redis URL, or leave redis out with --modes stateless,memory.',
        cause: error,
      },
    );
  } finally {
    client.disconnect();
  }
}
