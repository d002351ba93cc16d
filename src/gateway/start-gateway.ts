import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import { probeResources } from '../measure/resource-probe.ts';
import { cannotListen } from '../support/errors.ts';
import { Flights } from './flight/flights.ts';
import type { Caching, GatewayParts } from './gateway-parts.ts';
import { createRequestHandler, type RequestHandler } from './handle-request.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { GatewayConfig, GatewayReport } from './messages.ts';
import { originForm } from './origin-form.ts';
import { admitPipelined } from './pipelined.ts';
import { createPurgeEndpoint, type PurgeEndpoint, purgePath } from './purge/purge-endpoint.ts';
import { read } from './read.ts';
import { isRefused, refuseConnection, refuseRequest, refuseTunnel } from './refuse.ts';
import { requestFault } from './request-fault.ts';
import { ResponseCache } from './response-cache.ts';
import { createRouteTable, originsOf } from './route-table.ts';
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
 * @param limits what clients may take of it
 * @throws EnvironmentError where the port cannot be had
 * @throws UsageError where a route is none
 */
export async function startGateway(
  config: GatewayConfig,
  nowUs = systemClockUs,
  limits = defaultLimits,
): Promise<Gateway> {
  const counters = { forwarded: 0, evictions: 0, storeErrors: 0 };
  const routes = createRouteTable(config.routes);
  const pools = new OriginPools(config.upstream);
  const store = await openStore(config, { counters, nowUs });
  const parts: GatewayParts = {
    routes,
    origins: { pools, counters },
    maxRequestBodyBytes: limits.requestBodyBytes,
    caching: undefined,
    nowUs,
  };
  const all = store === undefined ? parts : withCache(parts, store, config.cache);
  const purge = createPurgeEndpoint({
    token: config.purgeToken,
    cache: all.caching?.cache,
    routes,
    origins: originsOf(config.routes),
  });
  const stallMs = limits.stallMs + config.upstream.timeoutUs / 1e3;
  const server = createGatewayServer(createRequestHandler(all, purge), purge, { ...limits, stallMs });
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

/** What is asked of the gateway itself, and never of an origin. */
const managementPrefix = '/.gatebench/';

/**
 * Fastify serves the management paths. Other requests go from Node straight to the handler: routing and hooks are of no
 * use to them and cost more than it does to find a stored response, and a router would match a decoded path.
 */
function createGatewayServer(handle: RequestHandler, purge: PurgeEndpoint, limits: Limits): FastifyInstance {
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    clientErrorHandler: (error, socket) => refuseConnection(error as Error, socket),
    serverFactory: (manage) =>
      createLimitedServer(limits, (request, response) => {
        if (isRefused(request.socket)) return;
        if (!admitPipelined(request.socket, response, limits.pipelined)) return;
        // Node drops what follows such a request although its offer is not taken up; a closed connection tells the client.
        if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
        const fault = requestFault(request, request.url as string, limits);
        const target = originForm(request.method as string, request.url as string);
        if (fault !== undefined) refuseRequest(request, response, fault);
        else if (target.startsWith(managementPrefix)) manage(request, response);
        else handle(request, response, target);
      }),
  });
  server.all(purgePath, {
    // Here, and not in a handler, because by then Fastify would have read the body.
    onRequest: (request, reply) => {
      reply.hijack();
      purge(request.raw, reply.raw, request.originalUrl);
    },
    handler: () => {},
  });
  return server;
}

function createLimitedServer(limits: Limits, listener: RequestListener): Server {
  const server = createServer(
    {
      keepAliveTimeout: limits.idleMs,
      requestTimeout: limits.requestMs,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headerMs,
      connectionsCheckingInterval: Math.min(1000, limits.headerMs),
      noDelay: true,
      // Repeated request fields are joined, so that what selects a variant is exactly what is forwarded.
      joinDuplicateHeaders: true,
      // `requestFault` requires it, and takes nothing from the connection after a request without.
      requireHostHeader: false,
    },
    listener,
  );
  server.setTimeout(limits.stallMs);
  limitConnections(server, limits);
  return server;
}

function limitConnections(server: Server, { connections }: Limits): void {
  server.maxConnections = connections;
  server.on('drop', () => server.closeIdleConnections());
  // Node would leave out fields beyond a number of its own without a word; `requestFault` counts them instead.
  server.maxHeadersCount = 0;
  server.on('connect', (_request, socket) => refuseTunnel(socket as Socket));
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
