import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import type { GatewayConfig } from '../../src/gateway/messages.ts';
import { type Gateway, startGateway } from '../../src/gateway/start-gateway.ts';
import { aGateway, type GatewayChanges } from './a-gateway.ts';
import { type RedisServer, redisMissing, startRedisServer } from './redis-server.ts';
import { type Rig, startRig } from './running-gateway.ts';

type Mode = GatewayConfig['mode'];

export const cachingModes: readonly Mode[] = ['memory', 'redis', 'tiered'];
export const everyMode: readonly Mode[] = ['stateless', ...cachingModes];

/** An origin with a gateway before it, in the mode at hand. */
export type StartRig = (answer: RequestListener, changes?: GatewayChanges) => Promise<Rig>;

/** The mode at hand, and what besides a whole rig there is in it. */
export interface ModeAtHand {
  readonly mode: Mode;
  readonly caches: boolean;
  /** Of the server where answers are kept; undefined in modes without Redis. */
  readonly redisUrl: () => string | undefined;
  /** What makes a gateway one of this mode, beside what a test changes. */
  changesFor(changes?: GatewayChanges): GatewayChanges;
  /** A gateway alone, before an origin that the test has started. */
  startBefore(origin: string, changes?: GatewayChanges): Promise<Gateway>;
}

/** The same tests on a gateway in each of the modes; those with Redis share a server, each gateway with keys of its own. */
export function inModes(
  modes: readonly Mode[],
  title: string,
  tests: (start: StartRig, atHand: ModeAtHand) => void,
): void {
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
      const inMode = (changes: GatewayChanges = {}): GatewayChanges => {
        if (redis === undefined) return { mode, ...changes };
        const own = { url: redis.url, keyPrefix: `${randomUUID()}:`, ...changes.redis };
        return { mode, ...changes, redis: own };
      };
      tests((answer, changes) => startRig(answer, inMode(changes)), {
        mode,
        caches: mode !== 'stateless',
        redisUrl: () => redis?.url,
        changesFor: inMode,
        startBefore: async (origin, changes) => {
          const gateway = await startGateway(aGateway(origin, inMode(changes)));
          onTestFinished(() => gateway.stop());
          return gateway;
        },
      });
    });
  }
}

/** What an attack is made on: an origin with a gateway before it, in the mode at hand. */
interface Arena extends ModeAtHand {
  readonly start: StartRig;
}

/** The same attacks on a gateway in every mode that there is. */
export function inEveryMode(title: string, attacks: (arena: Arena) => void): void {
  inModes(everyMode, title, (start, atHand) => attacks({ ...atHand, start }));
}
