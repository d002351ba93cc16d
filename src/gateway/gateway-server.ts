import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import { cannotListen } from '../support/errors.ts';
import type { RequestHandler } from './handle-request.ts';
import type { Limits } from './limits.ts';
import type { GatewayConfig } from './messages.ts';
import { originForm } from './origin-form.ts';
import { admitPipelined } from './pipelined.ts';
import { type PurgeEndpoint, purgePath } from './purge/purge-endpoint.ts';
import { isRefused, refuseConnection, refuseRequest, refuseTunnel } from './refuse.ts';
import { requestFault } from './request-fault.ts';
import { TimedResponse } from './timed-response.ts';
import { watchConnections } from './watch-connections.ts';

/** What is asked of the gateway itself, and never of an origin. */
const managementPrefix = '/.gatebench/';

/**
 * Fastify serves the management paths. Other requests go from Node straight to the handler: routing and hooks are of no
 * use to them and cost more than it does to find a stored response, and a router would match a decoded path.
 */
export function createGatewayServer(
  handle: RequestHandler,
  purge: PurgeEndpoint,
  limits: Limits,
): FastifyInstance {
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
      // `watchConnections` closes idle connections.
      keepAliveTimeout: 0,
      requestTimeout: limits.requestMs,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headerMs,
      connectionsCheckingInterval: Math.min(1000, limits.headerMs),
      noDelay: true,
      ServerResponse: TimedResponse as typeof ServerResponse,
      // Repeated request fields are joined, so that what selects a variant is exactly what is forwarded.
      joinDuplicateHeaders: true,
      // `requestFault` requires it, and takes nothing from the connection after a request without.
      requireHostHeader: false,
    },
    (request, response) => {
      begins(response);
      listener(request, response);
    },
  );
  const begins = watchConnections(server, limits);
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

/** @throws EnvironmentError where the port cannot be had */
export async function listen(
  server: FastifyInstance,
  { host, port }: Pick<GatewayConfig, 'host' | 'port'>,
): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw cannotListen(host, port, error as NodeJS.ErrnoException);
  }
}

/** As `http://127.0.0.1:40002`. */
export function originOf(server: FastifyInstance): string {
  const { address, family, port } = server.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
