import type { ServerResponse } from 'node:http';

const sentences = {
  200: 'No further than this gateway, as Max-Forwards says.\n',
  404: 'No route matches this request.\n',
  413: 'This request is larger than is forwarded.\n',
  501: 'This gateway does not trace.\n',
  502: 'The origin gave no usable answer.\n',
  504: 'There was no answer in time.\n',
} as const;

/** An answer of the gateway's own. `cacheStatus` is undefined where the cache had no part in it. */
export function answerLocally(
  response: ServerResponse,
  status: keyof typeof sentences,
  cacheStatus?: string,
): void {
  if (response.destroyed) return;
  const text = sentences[status];
  const headers = ['content-type', 'text/plain; charset=utf-8', 'content-length', String(text.length)];
  if (cacheStatus !== undefined) headers.push('cache-status', cacheStatus);
  // The rest of a request that is too large is not waited for.
  if (status === 413) response.shouldKeepAlive = false;
  response.writeHead(status, headers);
  response.end(text);
}
