import { METHODS } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import { probeResources } from '../measure/resource-probe.ts';
import { cannotListen } from '../support/errors.ts';
import { Flights } from './flight/flights.ts';
import type { Caching, GatewayParts } from './gateway-parts.ts';
import { createRequestHandler, type RequestHandler } from './handle-request.ts';
import type { GatewayConfig, GatewayReport } from './messages.ts';
import { originForm } from './origin-form.ts';
import { read } from './read.ts';
import { ResponseCache } from './response-cache.ts';
import { createRouteTable } from './route-table.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { OriginPools } from './upstream/origin-pools.ts';

export interface Gateway {
  /** As `http://127.0.0.1:40002`. */
  readonly origin: string;
  /** Begins counting anew; what is stored stays. */
  reset(): void;
  report(): GatewayReport;
  /** Stops listening and drops what is in flight. */
  stop(): Promise<void>;
}

const systemClockUs = (): number => Date.now() * 1e3;

/**
 * Starts a gateway in this process. Redis need not be there: requests go on without it.
 *
 * @param nowUs the clock by which responses age, in µs since 1970
 * @throws EnvironmentError where the port cannot be had
 * @throws UsageError where a route is none
 */
export async function startGateway(config: GatewayConfig, nowUs = systemClockUs): Promise<Gateway> {
  const counters = { forwarded: 0, evictions: 0, storeErrors: 0 };
  const routes = createRouteTable(config.routes);
  const pools = new OriginPools(config.upstream);
  const store = await openStore(config, { counters, nowUs });
  const parts: GatewayParts = { routes, origins: { pools, counters }, caching: undefined, nowUs };
  const handle = createRequestHandler(store === undefined ? parts : withCache(parts, store, config.cache));
  const server = createServer(handle);
  const stop = async (): Promise<void> => {
    await server.close();
    await pools.close();
    store?.close();
  };
  try {
    await listen(server, config);
  } catch (error) {
    await stop();
    throw error;
  }
  let usage = probeResources();
  return {
    origin: originOf(server),
    reset: () => {
      Object.assign(counters, { forwarded: 0, evictions: 0, storeErrors: 0 });
      usage = probeResources();
    },
    report: () => ({ stored: store?.usage(), ...counters, resources: usage() }),
    stop,
  };
}

function withCache(parts: GatewayParts, store: Store, settings: GatewayConfig['cache']): GatewayParts {
  const cache = new ResponseCache(store, parts.nowUs);
  const chance = Math.random;
  const flights: Flights = new Flights({
    ...parts,
    cache,
    chance,
    policy: settings,
    maxBodyBytes: settings.maxBodyBytes,
    collapse: settings.collapse,
    again: (wanted) => read(parts, caching, wanted),
  });
  const caching: Caching = { cache, policy: settings, flights, chance };
  return { ...parts, caching };
}

/** An idle client must not be hung up on between two phases of a run: its next request would fail for no fault of anyone. */
const keepAliveMs = 3600e3;
const slowestRequestMs = 300e3;
const mostHeaderBytes = 16 * 1024;

function createServer(handle: RequestHandler): FastifyInstance {
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    keepAliveTimeout: keepAliveMs,
    requestTimeout: slowestRequestMs,
    maxRequestsPerSocket: 0,
    exposeHeadRoutes: false,
    // Repeated request fields are joined, so that what selects a variant is exactly what is forwarded.
    http: { maxHeaderSize: mostHeaderBytes, noDelay: true, joinDuplicateHeaders: true },
    // Fastify's router sees one path; ours matches the raw target, and neither decodes nor parses it.
    rewriteUrl: () => '/',
  });
  const known: readonly string[] = server.supportedMethods;
  const others = METHODS.filter((method) => method !== 'CONNECT' && !known.includes(method));
  for (const method of others) server.addHttpMethod(method, { hasBody: true });
  server.route({
    method: [...known, ...others],
    url: '/',
    // Here, and not in a handler, because by then Fastify would have read the body.
    onRequest: (request, reply) => {
      reply.hijack();
      handle(request.raw, reply.raw, originForm(request.method, request.originalUrl));
    },
    handler: () => {},
  });
  return server;
}

async function listen(server: FastifyInstance, { host, port }: GatewayConfig): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw cannotListen(host, port, error as NodeJS.ErrnoException);
  }
}

function originOf(server: FastifyInstance): string {
  const { address, family, port } = server.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
