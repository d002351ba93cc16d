import type { Costs } from '../../results/calibration.ts';
import type { CacheSettings } from '../../scenario/scenario.ts';
import type { Random } from '../../support/random.ts';
import type { SimulatedCache } from '../cache/simulated-cache.ts';
import type { Process } from './cores.ts';
import type { EventQueue } from './event-queue.ts';
import type { Fetch, FetchPool } from './fetch.ts';
import type { RedisClient } from './redis-client.ts';
import type { CommandPool } from './redis-command.ts';
import type { Request } from './request.ts';
import type { RouteFacts } from './route-facts.ts';

/** What one gateway consists of, and what is around it. */
export interface GatewayParts {
  /** From 0. */
  readonly number: number;
  readonly queue: EventQueue;
  readonly process: Process;
  readonly request: (id: number) => Request;
  readonly fetches: FetchPool;
  readonly commands: CommandPool;
  readonly routes: readonly RouteFacts[];
  readonly settings: CacheSettings;
  readonly costs: Costs;
  /** In its own memory; undefined: it stores nothing there. */
  readonly memory: SimulatedCache | undefined;
  /** Undefined: it does not share a Redis. */
  readonly redis: RedisClient | undefined;
  readonly chance: Random;
  /** Sends a call to its backend. */
  readonly call: (fetch: Fetch) => void;
  readonly cancel: (fetch: Fetch) => void;
  /** Sends an answer to its client. */
  readonly respond: (request: Request) => void;
  /** Waits until another gateway has given the lease on a resource back. */
  readonly awaitLease: (fetch: Fetch) => void;
}

/** The part of what a request costs that comes before it waits for somebody else; the rest comes after. */
export const before = 1 / 2;
