import type { IncomingHttpHeaders } from 'node:http';
import { Pool } from 'undici';
import { serveParent } from '../../../src/support/parent-link.ts';
import { listen } from './listen.ts';
import type { ProxyConfig } from './proxy-config.ts';

/** The least that a proxy on undici can do for a GET: no rules on header fields, no failure handled. */
serveParent({
  start: ({ origin, connections }: ProxyConfig) => {
    const pool = new Pool(origin, { connections, pipelining: 1 });
    return listen((request, response) => {
      const { host: _, connection: _own, ...headers } = request.headers;
      pool.dispatch(
        { method: 'GET', path: request.url as string, headers },
        {
          onRequestStart: () => {},
          onResponseStart: (_controller, status, fields: IncomingHttpHeaders) => {
            const { connection: _hop, ...rest } = fields;
            response.writeHead(status, rest);
          },
          onResponseData: (_controller, piece) => {
            response.write(piece);
          },
          onResponseEnd: () => {
            response.end();
          },
          onResponseError: () => {
            response.destroy();
          },
        },
      );
    });
  },
});
