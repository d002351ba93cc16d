import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe } from 'vitest';
import type { GatewayConfig } from '../../src/gateway/messages.ts';
import type { GatewayChanges } from './a-gateway.ts';
import { type RedisServer, redisMissing, startRedisServer } from './redis-server.ts';
import { type Rig, startRig } from './running-gateway.ts';

type Mode = GatewayConfig['mode'];

export const cachingModes: readonly Mode[] = ['memory', 'redis'];

/** An origin with a gateway before it, in the mode at hand. */
export type StartRig = (answer: RequestListener, changes?: GatewayChanges) => Promise<Rig>;

/** The same tests on a gateway in each of the modes; those with Redis share a server, each gateway with keys of its own. */
export function inModes(modes: readonly Mode[], title: string, tests: (start: StartRig) => void): void {
  for (const mode of modes) {
    const needsRedis = mode === 'redis' || mode === 'tiered';
    describe.skipIf(needsRedis && redisMissing !== undefined)(`${title}, in mode ${mode}`, () => {
      let redis: RedisServer | undefined;
      if (needsRedis) {
        beforeAll(async () => {
          redis = await startRedisServer();
        });
        afterAll(() => redis?.close());
      }
      tests((answer, changes = {}) => {
        if (redis === undefined) return startRig(answer, { mode, ...changes });
        const own = { url: redis.url, keyPrefix: `${randomUUID()}:`, ...changes.redis };
        return startRig(answer, { mode, ...changes, redis: own });
      });
    });
  }
}
