import { Redis } from 'ioredis';
import { serveParent } from '../../../src/support/parent-link.ts';
import { listen } from './listen.ts';

export interface BareRedisConfig {
  readonly redisUrl: string;
  readonly paths: readonly string[];
  readonly headers: readonly string[];
  readonly body: string;
}

/** The least that a server in Node can do to answer from Redis: the body is the value under the path. */
serveParent({
  start: async ({ redisUrl, paths, headers, body }: BareRedisConfig) => {
    const redis = new Redis(redisUrl, { enableAutoPipelining: true });
    await Promise.all(paths.map((path) => redis.set(`bare:${path}`, Buffer.from(body))));
    const fields = [...headers];
    return listen((request, response) => {
      redis.getBuffer(`bare:${request.url}`).then((value) => {
        response.writeHead(value === null ? 404 : 200, fields);
        response.end(value);
      });
    });
  },
});
