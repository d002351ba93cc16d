import { obeyOrigin } from '../../gateway/http-cache/cache-policy.ts';
import { startGateway } from '../../gateway/start-gateway.ts';
import type { Mode } from '../../scenario/scenario.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { namedRedis } from '../redis-url.ts';
import { serveUntilSignal } from './until-signal.ts';

interface GatewayOptions {
  readonly mode: Mode;
  readonly origin: string;
  readonly port: number;
  readonly host: string;
  readonly redis?: string | undefined;
  readonly redisDeadline: number;
  readonly maxSize: number;
  readonly maxBody: number;
  readonly ttl?: number | undefined;
  readonly timeout: number;
}

/** `gatebench gateway`: the same gateway as in a run, forwarding everything to one origin. */
export async function serveGateway(options: GatewayOptions, context: CliContext): Promise<void> {
  const gateway = await startGateway({
    mode: options.mode,
    host: options.host,
    port: options.port,
    routes: [{ method: '*', path: '/{path...}', origin: options.origin }],
    cache: {
      ...obeyOrigin,
      collapse: true,
      maxSizeBytes: options.maxSize,
      maxBodyBytes: options.maxBody,
      ttlUs: options.ttl,
    },
    redis: options.mode === 'redis' ? redisOf(options, context) : undefined,
    upstream: { connections: 256, timeoutUs: options.timeout },
  });
  await serveUntilSignal(gateway, context);
}

function redisOf({ redis, redisDeadline }: GatewayOptions, context: CliContext) {
  const url = namedRedis(context, redis);
  if (url === undefined) {
    throw new UsageError('Mode redis needs a Redis server.', {
      hint: 'Name one with --redis redis://127.0.0.1:6379/0.',
    });
  }
  return { url, keyPrefix: 'gatebench:gateway:', deadlineUs: redisDeadline };
}
