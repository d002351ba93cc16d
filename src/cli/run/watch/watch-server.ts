import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cannotListen } from '../../../support/errors.ts';
import type { EventStream } from './event-stream.ts';

export interface WatchServer {
  /** As `http://127.0.0.1:40017/`. */
  readonly url: string;
  /** Finishes the answers that are under way, at most so long, and closes every connection. */
  close(patienceMs: number): Promise<void>;
}

interface Served {
  /** Undefined while there is none yet. */
  readonly page: () => string | undefined;
  readonly events: EventStream;
}

const host = '127.0.0.1';
/** A page left open in every tab of a browser is no reason to render for a crowd. */
const mostReaders = 32;

/** What is served is for whoever sits at this machine, and for no other page that they have open. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Serves a page and its events on loopback, and nothing else: no file, no other method than GET, no other name than its own. The
 * name is checked because a site could let its own be resolved to 127.0.0.1, and so read what is served here (DNS rebinding).
 *
 * @throws EnvironmentError where the port is taken
 */
export async function serveWatch(port: number, served: Served): Promise<WatchServer> {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const path = request.url?.replace(/\?.*$/, '') ?? '';
    const refusal = refusalOf(request, path, (server.address() as AddressInfo).port);
    if (refusal === undefined) answer(path, response, served);
    else refuse(response, ...refusal);
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(host, port, error as NodeJS.ErrnoException);
  }
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}/`,
    async close(patienceMs) {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

type Refusal = readonly [status: number, why: string, headers?: Readonly<Record<string, string>>];

function refusalOf({ method, headers }: IncomingMessage, path: string, port: number): Refusal | undefined {
  const names = [`${host}:${port}`, `localhost:${port}`];
  if (!names.includes(headers.host ?? '')) return [421, `This is ${names[0]}.`];
  if (method !== 'GET') return [405, 'There is nothing here but to be read.', { allow: 'GET' }];
  const site = headers['sec-fetch-site'] ?? 'none';
  // A link elsewhere may lead to the page; nothing but the page may ask for the events.
  if (path === '/events' && site !== 'none' && site !== 'same-origin') {
    return [403, 'These events are for the page of this run.'];
  }
  return undefined;
}

function answer(path: string, response: ServerResponse, { page, events }: Served): void {
  if (path === '/') {
    const text = page();
    if (text === undefined) {
      refuse(response, 503, 'The run is about to begin.', { refresh: '1' });
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(text);
  } else if (path === '/events') {
    if (events.readers < mostReaders) events.add(response);
    else refuse(response, 503, `${mostReaders} watch already.`);
  } else {
    refuse(response, 404, 'There is no such page. The run is at /.');
  }
}

function refuse(response: ServerResponse, ...[status, why, more]: Refusal): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...more });
  response.end(`${why}\n`);
}
