import replyFrom from '@fastify/reply-from';
import { fastify } from 'fastify';
import { loopback } from '../../../src/experiment/loopback.ts';
import { serveParent } from '../../../src/support/parent-link.ts';
import type { ProxyConfig } from './proxy-config.ts';

/** What most people would write. Its retries are off: a proxy that asks twice is another thing. */
serveParent({
  start: async ({ origin, connections }: ProxyConfig) => {
    const server = fastify({ logger: false, keepAliveTimeout: 3600e3 });
    await server.register(replyFrom, {
      base: origin,
      undici: { connections, pipelining: 1 },
      retryMethods: [],
    });
    server.get('/*', (request, reply) => reply.from(request.url));
    return { origin: await server.listen({ host: loopback, port: 0 }) };
  },
});
