import { obeyOrigin } from '../../src/gateway/http-cache/cache-policy.ts';
import type { GatewayConfig } from '../../src/gateway/messages.ts';

export interface GatewayChanges {
  readonly mode?: GatewayConfig['mode'];
  readonly routes?: GatewayConfig['routes'];
  /** Of the one route that there is unless `routes` says otherwise. */
  readonly route?: Partial<GatewayConfig['routes'][number]>;
  readonly cache?: Partial<GatewayConfig['cache']>;
  readonly redis?: Partial<NonNullable<GatewayConfig['redis']>>;
  readonly purgeToken?: string;
  readonly upstream?: Partial<GatewayConfig['upstream']>;
}

/** A gateway before one origin, but for what a test changes. */
export function aGateway(origin: string, changes: GatewayChanges = {}): GatewayConfig {
  return {
    mode: changes.mode ?? 'memory',
    host: '127.0.0.1',
    port: 0,
    routes: changes.routes ?? [{ method: '*', path: '/{path...}', origin, ...changes.route }],
    cache: {
      ...obeyOrigin,
      collapse: true,
      maxSizeBytes: 8 * 2 ** 20,
      maxBodyBytes: 2 ** 20,
      ...changes.cache,
    },
    purgeToken: changes.purgeToken,
    redis:
      changes.redis === undefined
        ? undefined
        : { url: 'redis://127.0.0.1:1', keyPrefix: 'test:', deadlineUs: 2e6, ...changes.redis },
    upstream: { connections: 16, timeoutUs: 5e6, ...changes.upstream },
  };
}
