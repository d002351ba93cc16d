import { loopback } from '../../../src/experiment/loopback.ts';
import { obeyOrigin } from '../../../src/gateway/http-cache/cache-policy.ts';
import type { GatewayConfig } from '../../../src/gateway/messages.ts';
import { connections } from '../wrk.ts';

/** A gateway before one origin, as `gatebench gateway` would configure it. */
export function gatewayConfig(
  mode: GatewayConfig['mode'],
  origin: string,
  {
    redisUrl,
    maxSizeBytes = 256 * 2 ** 20,
  }: { readonly redisUrl?: string; readonly maxSizeBytes?: number } = {},
): GatewayConfig {
  return {
    mode,
    host: loopback,
    port: 0,
    routes: [{ method: '*', path: '/{path...}', origin }],
    cache: { ...obeyOrigin, collapse: true, maxSizeBytes, maxBodyBytes: 2 ** 20 },
    redis: redisUrl === undefined ? undefined : { url: redisUrl, keyPrefix: 'bench:', deadlineUs: 1e6 },
    upstream: { connections, timeoutUs: 10e6 },
  };
}
