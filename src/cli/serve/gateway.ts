import type { GatewayConfig } from '../../gateway/messages.ts';
import { startGateway } from '../../gateway/start-gateway.ts';
import { type Mode, usesRedis } from '../../scenario/scenario.ts';
import { UsageError } from '../../support/errors.ts';
import type { NegativeLifetimes } from '../cache-option-types.ts';
import type { CliContext } from '../context.ts';
import { namedRedis } from '../redis-url.ts';
import { serveUntilSignal } from './until-signal.ts';

/** Durations in µs, sizes in bytes. */
interface GatewayOptions {
  readonly mode: Mode;
  readonly origin: string;
  readonly port: number;
  readonly host: string;
  readonly timeout: number;
  readonly maxSize: number;
  readonly maxBody: number;
  readonly ttl?: number | undefined;
  readonly negative?: NegativeLifetimes | undefined;
  readonly ttlJitter: number;
  readonly redis?: string | undefined;
  readonly redisDeadline: number;
  readonly staleWhileRevalidate?: number | undefined;
  readonly staleIfError?: number | undefined;
  readonly earlyRefresh: number;
  readonly collapse: boolean;
  readonly purgeToken?: string | undefined;
  readonly sortQuery: boolean;
  readonly stripQuery?: readonly string[] | undefined;
  readonly keyHeader?: readonly string[] | undefined;
  readonly keyCookie?: readonly string[] | undefined;
  readonly bypassHeader?: readonly string[] | undefined;
  readonly bypassCookie?: readonly string[] | undefined;
}

/** `gatebench gateway`: the same gateway as in a run, forwarding everything to one origin. */
export async function serveGateway(options: GatewayOptions, context: CliContext): Promise<void> {
  const gateway = await startGateway({
    mode: options.mode,
    host: options.host,
    port: options.port,
    routes: [routeOf(options)],
    cache: {
      maxSizeBytes: options.maxSize,
      maxBodyBytes: options.maxBody,
      ttlUs: options.ttl,
      staleWhileRevalidateUs: options.staleWhileRevalidate,
      staleIfErrorUs: options.staleIfError,
      negative: options.negative ?? {},
      ttlJitter: options.ttlJitter,
      earlyRefresh: options.earlyRefresh,
      collapse: options.collapse,
    },
    // An empty variable is one that was unset by hand.
    purgeToken: (options.purgeToken ?? context.env['GATEBENCH_PURGE_TOKEN']) || undefined,
    redis: usesRedis(options.mode) ? redisOf(options, context) : undefined,
    upstream: { connections: 256, timeoutUs: options.timeout },
  });
  await serveUntilSignal(gateway, context);
}

function routeOf(options: GatewayOptions): GatewayConfig['routes'][number] {
  const { sortQuery, stripQuery = [], keyHeader = [], keyCookie } = options;
  const { bypassHeader = [], bypassCookie = [] } = options;
  return {
    method: '*',
    path: '/{path...}',
    origin: options.origin,
    key: { sortQuery, stripQuery, headers: keyHeader, cookies: keyCookie },
    bypass: { headers: bypassHeader, cookies: bypassCookie },
  };
}

function redisOf({ mode, redis, redisDeadline }: GatewayOptions, context: CliContext) {
  const url = namedRedis(context, redis);
  if (url === undefined) {
    throw new UsageError(`Mode ${mode} needs a Redis server.`, {
      hint: 'Name one with --redis redis://127.0.0.1:6379/0.',
    });
  }
  return { url, keyPrefix: 'gatebench:gateway:', deadlineUs: redisDeadline };
}
