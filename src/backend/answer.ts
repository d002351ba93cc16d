import type { IncomingHttpHeaders } from 'node:http';
import { createBodySizes } from '../support/body-sizes.ts';
import { isWrite } from '../support/is-write.ts';
import { createRandom, deriveSeed } from '../support/random.ts';
import { mostBodyBytes } from '../support/simulated-response.ts';
import { isNotModified } from './conditional-request.ts';
import { formatHttpDate } from './http-date.ts';
import type { BackendConfig } from './messages.ts';
import { resourceBody } from './resource-body.ts';
import { type Moment, type ResourceVersion, ResourceVersions } from './resource-versions.ts';
import { compileRouteHeaders, type RouteHeaders } from './route-headers.ts';

/** What of a request decides its answer. The target, query included, names the resource. */
export interface Question {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Pieces, to be sent one after the other. */
  readonly body: readonly Buffer[];
}

/**
 * Decides what each request is answered, and raises versions as it does: a request takes effect in the moment of its
 * answer, so whoever asks after a write was answered never sees what was before it.
 * @throws UsageError for a route that cannot be
 */
export function createAnswers(
  config: BackendConfig,
  startedAtMs: number,
): (question: Question, now: Moment) => Answer {
  const versions = new ResourceVersions(startedAtMs, config.ownChanges);
  const bodySizeOf = createBodySizes(config.bodyBytes, deriveSeed(config.seed, config.name, 'body'));
  const errorChance = createRandom(deriveSeed(config.seed, config.name, 'error'));
  const headersOf = compileRouteHeaders(config.routes);
  const versionHeaders = ({ number, changes }: ResourceVersion): VersionHeaders => ({
    'gatebench-version': String(number),
    ...(config.ownChanges !== undefined && { 'gatebench-changes': String(changes) }),
  });
  return (question, now) => {
    const { method, target } = question;
    if (errorChance() < config.errorRatio) return simulatedError(question);
    const bodyBytes = askedBodyBytes(question) ?? bodySizeOf(target);
    if (Number.isNaN(bodyBytes)) return problem(question, 400, 'gatebench-body-bytes is no whole number');
    const routeHeaders = headersOf(method, target);
    if (isWrite(method)) {
      const written = versionHeaders(versions.raise(target, now));
      return writeAnswer(routeHeaders, written, now.wallMs);
    }
    const version = versions.current(target, now);
    return readAnswer(question, {
      config,
      routeHeaders,
      version,
      versionHeaders: versionHeaders(version),
      bodyBytes,
      nowMs: now.wallMs,
    });
  };
}

/** A trace knows how large each response was; the request then says so. NaN where it says nonsense. */
function askedBodyBytes({ headers }: Question): number | undefined {
  const text = headers['gatebench-body-bytes'];
  if (text === undefined) return undefined;
  return /^\d+$/.test(String(text)) ? Math.min(Number(text), mostBodyBytes) : Number.NaN;
}

/**
 * What a response says of the version that it shows, and keeps saying when it comes from a cache. Where the backend's
 * resources change by themselves, `gatebench-changes` is how much of the version is due to that and not to writes.
 */
type VersionHeaders = Readonly<Record<string, string>>;

/**
 * Without ETag and Last-Modified, which would say that the body sent is now what the resource holds (RFC 9110 §9.3.4).
 * DELETE raises the version like any write: the resource then is another, not gone.
 */
function writeAnswer({ withoutContent }: RouteHeaders, written: VersionHeaders, nowMs: number): Answer {
  const headers = { ...withoutContent, date: formatHttpDate(nowMs), ...written };
  return { status: 204, headers, body: [] };
}

interface Representation {
  readonly config: BackendConfig;
  readonly routeHeaders: RouteHeaders;
  readonly version: ResourceVersion;
  readonly versionHeaders: VersionHeaders;
  readonly bodyBytes: number;
  readonly nowMs: number;
}

function readAnswer({ method, target, headers }: Question, representation: Representation): Answer {
  const { config, routeHeaders, version, versionHeaders, bodyBytes, nowMs } = representation;
  // The size is part of the tag because a request may ask for another size, and a strong tag stands for every byte.
  const etag = config.etag ? `"v${version.number}-${bodyBytes}"` : undefined;
  // Never later than Date, even if the clock was set back meanwhile (RFC 9110 §8.8.2.1).
  const lastModifiedMs = config.lastModified
    ? Math.floor(Math.min(version.sinceMs, nowMs) / 1000) * 1000
    : undefined;
  const validators = {
    ...(etag !== undefined && { etag }),
    ...(lastModifiedMs !== undefined && { 'last-modified': formatHttpDate(lastModifiedMs) }),
  };
  const date = formatHttpDate(nowMs);
  if (method !== 'OPTIONS' && isNotModified(headers, { etag, lastModifiedMs })) {
    // All that a 200 would have said about caching (RFC 9110 §15.4.5), but not the version: where Last-Modified could not tell two
    // versions of one second apart, the cache would put the new number on the old body.
    return { status: 304, headers: { ...routeHeaders.withoutContent, ...validators, date }, body: [] };
  }
  return {
    status: 200,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...routeHeaders.all,
      ...validators,
      date,
      'content-length': String(bodyBytes),
      ...versionHeaders,
    },
    body: method === 'HEAD' ? [] : resourceBody(target, version.number, bodyBytes),
  };
}

export const simulatedError = (question: Pick<Question, 'method'>): Answer =>
  problem(question, 500, 'a simulated error');

/** As a service that fails: it says nothing of caching, so whether its failure is stored is the gateway's policy. */
function problem({ method }: Pick<Question, 'method'>, status: number, text: string): Answer {
  const body = Buffer.from(`${text}\n`);
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(body.length),
    },
    body: method === 'HEAD' ? [] : [body],
  };
}
