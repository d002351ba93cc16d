import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { tagsNamed } from '../http-cache/cache-tags.ts';
import { keyRequest } from '../http-cache/key-rules.ts';
import type { ResponseCache } from '../response-cache.ts';
import type { Destination, RouteTable } from '../route-table.ts';
import { type PurgeOrder, parsePurgeOrder } from './purge-order.ts';

/** Answers one request to purge. `target`: path and query as they came. */
export type PurgeEndpoint = (request: IncomingMessage, response: ServerResponse, target: string) => void;

export interface PurgeParts {
  /** Undefined: nobody may purge. */
  readonly token: string | undefined;
  /** Undefined where the gateway stores nothing. */
  readonly cache: ResponseCache | undefined;
  readonly routes: RouteTable;
  /** Where responses come from, as `http://127.0.0.1:40001`. */
  readonly origins: readonly string[];
}

/** Where purge orders are sent. */
export const purgePath = '/.gatebench/purge';
const mostOrderBytes = 64 * 2 ** 10;

/**
 * Two ways to purge, both with the token as a bearer token (RFC 6750 §2.1):
 *
 * - `PURGE /products/7` throws out what is stored for that URL, all variants; with `Soft-Purge: 1` it becomes stale.
 * - `POST /.gatebench/purge` takes a purge order in JSON: URLs, tags, prefixes or everything, `soft` or not.
 */
export function createPurgeEndpoint(parts: PurgeParts): PurgeEndpoint {
  return (request, response, target) => {
    const refusal = refusalOf(request, parts);
    if (refusal !== undefined) answer(request, response, refusal);
    else
      purge(request, target, parts).then(
        (outcome) => answer(request, response, outcome),
        // The client hung up while it sent the order.
        () => response.destroy(),
      );
  };
}

interface Outcome {
  readonly status: number;
  readonly body: { readonly purged: true } | { readonly error: string };
  readonly headers?: Readonly<Record<string, string>>;
}

function refusalOf(request: IncomingMessage, { token, cache }: PurgeParts): Outcome | undefined {
  if (token === undefined || !showsToken(request, token)) {
    const sentence =
      token === undefined
        ? 'Purging is switched off: the gateway was started without a purge token.'
        : 'Purging needs the purge token, as Authorization: Bearer <token>.';
    return { ...failure(401, sentence), headers: { 'www-authenticate': 'Bearer realm="gatebench purge"' } };
  }
  if (cache === undefined) return failure(404, 'This gateway stores nothing that could be purged.');
  if (request.method !== 'PURGE' && request.method !== 'POST') {
    return {
      ...failure(405, `A purge order is sent with POST, not ${request.method}.`),
      headers: { allow: 'POST' },
    };
  }
  if (request.method === 'POST' && !(Number(request.headers['content-length']) <= mostOrderBytes)) {
    return failure(413, `A purge order has a Content-Length of at most ${mostOrderBytes} bytes.`);
  }
  return undefined;
}

/** Compared in constant time, whatever its length. */
function showsToken({ headers }: IncomingMessage, token: string): boolean {
  const [, shown = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(digest(shown), digest(token));
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

async function purge(request: IncomingMessage, target: string, parts: PurgeParts): Promise<Outcome> {
  const order = request.method === 'PURGE' ? orderOf(target, request) : parsePurgeOrder(await text(request));
  if (typeof order === 'string') return failure(400, order);
  const isTold = await parts.cache?.purge({
    keys: order.urls.flatMap((url) => keysOf(url, parts.routes)),
    tags: order.tags.flatMap((name) => tagsNamed(name, parts.origins)),
    prefixes: order.prefixes.flatMap((path) => parts.origins.map((origin) => origin + path)),
    everything: order.everything,
    soft: order.soft,
  });
  if (isTold) return { status: 200, body: { purged: true } };
  return failure(
    503,
    'Redis could not be told of the purge, so other gateways on it may go on serving what it named. Try again.',
  );
}

function orderOf(target: string, { headers }: IncomingMessage): PurgeOrder {
  const soft = headers['soft-purge'] === '1';
  return { urls: [target], tags: [], prefixes: [], everything: false, soft };
}

/** What is stored for a URL stands under this key; none where no route leads a GET of it anywhere. */
function keysOf(url: string, routes: RouteTable): readonly string[] {
  const destination: Destination | undefined = routes('GET', url);
  if (destination === undefined) return [];
  return [keyRequest({ origin: destination.origin, target: url, headers: {} }, destination.key).urlKey];
}

function failure(status: number, error: string): Outcome {
  return { status, body: { error } };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, headers }: Outcome,
): void {
  request.resume();
  if (response.destroyed) return;
  const json = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(json)),
    'cache-control': 'no-store',
  });
  response.end(json);
}
