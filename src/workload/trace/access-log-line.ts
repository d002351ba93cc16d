import type { Route } from '../../scenario/scenario.ts';
import { matchesPath } from '../../support/path-pattern.ts';
import { parseLogTime } from './log-time.ts';
import { parseRequestLine } from './request-line.ts';
import type { TraceLine } from './trace.ts';

/**
 * Reads an access log in Common or Combined Log Format, as nginx and Apache write it by default. The request
 * goes to the first route that matches. Fields after the size are not looked at, so formats that append some
 * can be read as well.
 */
export function createAccessLogReader(routes: readonly Route[]): (line: string) => TraceLine {
  return (line) => {
    const entry = parseAccessLogLine(line);
    if (entry === undefined) return 'malformed';
    const request = parseRequestLine(entry.requestLine);
    if (request === undefined) return 'bad-request';
    const { method, target } = request;
    const isRouted = routes.some(
      (route) =>
        (route.method === method || (route.method === 'GET' && method === 'HEAD')) &&
        matchesPath(route.path, target),
    );
    if (!isRouted) return 'no-route';
    // The size is the body's only where a whole body was sent: not of a 304, a 206, a HEAD, or a write's answer.
    const bodyBytes = method === 'GET' && entry.status === 200 ? entry.bytes : undefined;
    return { method, target, bodyBytes, atUs: entry.atUs };
  };
}

export interface AccessLogEntry {
  /** Since 1970 in UTC. */
  readonly atUs: number;
  /** As it stands between the quotes, escapes and all. */
  readonly requestLine: string;
  readonly status: number;
  /** Undefined where the log says `-`. */
  readonly bytes: number | undefined;
}

/**
 * `host ident user [time] "request" status bytes …`, or undefined where the line is not so. Takes linear time.
 */
export function parseAccessLogLine(line: string): AccessLogEntry | undefined {
  const timeAt = line.indexOf(' [');
  const timeEnd = line.indexOf('] "', timeAt);
  if (timeAt === -1 || timeEnd === -1) return undefined;
  // A user name may hold spaces, so the three fields are not counted from the right.
  if (!/^\S+ \S+ \S/.test(line.slice(0, timeAt))) return undefined;
  const atUs = parseLogTime(line.slice(timeAt + 2, timeEnd));
  const requestAt = timeEnd + 3;
  const requestEnd = closingQuote(line, requestAt);
  if (atUs === undefined || requestEnd === undefined) return undefined;
  const [, status, bytes] = /^ (\d{3}) (\d{1,15}|-)(?:\s|$)/.exec(line.slice(requestEnd + 1)) ?? [];
  if (status === undefined) return undefined;
  return {
    atUs,
    requestLine: line.slice(requestAt, requestEnd),
    status: Number(status),
    bytes: bytes === '-' ? undefined : Number(bytes),
  };
}

/** Where the quoted text ends: at the first quote that no backslash escapes. */
function closingQuote(line: string, from: number): number | undefined {
  let at = from;
  while (at < line.length && line[at] !== '"') at += line[at] === '\\' ? 2 : 1;
  return at < line.length ? at : undefined;
}
