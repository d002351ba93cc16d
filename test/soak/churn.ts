import type { RequestListener } from 'node:http';
import type { LoadRecord, LoadRequest } from '../support/closed-loop.ts';

/**
 * What clients ask, of a hundred requests, so that everything that a gateway may hold on to comes and goes: answers that
 * stay, that go stale and are revalidated, that are asked for once, that are large, private, missing, broken off, and
 * thrown out by writes.
 */
const mix: readonly (readonly [share: number, ask: (number: number) => LoadRequest])[] = [
  [40, (number) => get(`/hot/${number % 997}`)],
  [15, (number) => get(`/stale/${number % 211}`)],
  [20, (number) => get(`/once/${number}`)],
  [4, (number) => get(`/large/${number % 53}`)],
  [8, (number) => get(`/private/${number}`)],
  [5, (number) => get(`/missing/${number % 4000}`)],
  [3, (number) => get(`/broken/${number}`)],
  [5, (number) => ({ method: 'PUT', path: `/hot/${number % 997}` })],
];

function get(path: string): LoadRequest {
  return { method: 'GET', path };
}

const schedule = mix.flatMap(([share, ask]) => Array.from({ length: share }, () => ask));

/** The kinds take turns so that each is spread over the hundred: 37 and 100 have no common factor. */
export function requestOf(number: number): LoadRequest {
  return (schedule[(number * 37) % schedule.length] as (typeof schedule)[number])(number);
}

/** Each body carries its key from beginning to end. */
export function bodyOf(path: string): string {
  const bytes = path.startsWith('/large/') ? 60_000 : 700;
  return `${path} `.repeat(Math.ceil(bytes / (path.length + 1)));
}

/** What is wrong with what became of a request; undefined: nothing. */
export function complaintOf({ method, path, status, isOwnBody }: LoadRecord): string | undefined {
  if (path.startsWith('/broken/')) {
    return status === undefined || status === 502 ? undefined : `${path}: taken for whole, with ${status}`;
  }
  const expected = method === 'PUT' ? 204 : path.startsWith('/missing/') ? 404 : 200;
  if (status !== expected) return `${method} ${path}: ${status} instead of ${expected}`;
  return isOwnBody || method === 'PUT' ? undefined : `${path}: the body is another's`;
}

const fieldsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hot: { 'cache-control': 'max-age=300' },
  stale: { 'cache-control': 'max-age=1, stale-while-revalidate=1', etag: '"1"' },
  once: { 'cache-control': 'max-age=300', 'cache-tag': 'once' },
  large: { 'cache-control': 'max-age=5', etag: '"1"' },
  private: { 'cache-control': 'private, max-age=60' },
  missing: { 'cache-control': 'max-age=2' },
  broken: { 'cache-control': 'max-age=300' },
};

/** The origin of it all. */
export const answerChurn: RequestListener = (request, response) => {
  const path = request.url ?? '';
  const kind = path.split('/')[1] ?? '';
  request.resume();
  if (request.method === 'PUT') {
    response.writeHead(204).end();
    return;
  }
  const fields = fieldsOf[kind] ?? {};
  if (fields['etag'] !== undefined && request.headers['if-none-match'] === fields['etag']) {
    response.writeHead(304, fields).end();
    return;
  }
  const body = bodyOf(path);
  response.writeHead(kind === 'missing' ? 404 : 200, { ...fields, 'content-length': String(body.length) });
  if (kind !== 'broken') response.end(body);
  else response.write(body.slice(0, 100), () => response.destroy());
};
