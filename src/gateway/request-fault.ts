import type { IncomingMessage } from 'node:http';
import { hasBody } from './http-cache/cacheable-request.ts';
import { listMembers } from './http-cache/header-fields.ts';
import type { Limits } from './limits.ts';

/**
 * Why a request is refused before anything else is done with it, as the status to answer with. These are the faults that
 * Node's parser lets through; it answers worse ones itself.
 */
export type RequestFault = 400 | 413 | 414 | 431 | 501 | 505;

/** A name or an address, with a port or not (RFC 9110 §4.2 and §7.2); the client may also have none to name. */
const hostShape = /^(?:[\w.~!$&'()*+;=%-]+|\[[\da-f:.]+\])?(?::\d*)?$/i;

/** An http URI without a host is invalid (RFC 9110 §4.2.1). */
const hostlessUri = /^https?:\/\/(?:[/?:]|$)/i;

/** `target` is the raw one of the request line. */
export function requestFault(
  request: IncomingMessage,
  target: string,
  limits: Limits,
): RequestFault | undefined {
  return (
    versionFault(request) ??
    targetFault(target, limits) ??
    fieldsFault(request.rawHeaders, limits) ??
    hostFault(request) ??
    bodyFault(request, limits)
  );
}

function versionFault({ httpVersion }: IncomingMessage): RequestFault | undefined {
  if (httpVersion === '1.1' || httpVersion === '1.0') return undefined;
  // A request line without a version is HTTP/0.9, in which an answer has no header section.
  return httpVersion === '0.9' ? 400 : 505;
}

function targetFault(target: string, { targetBytes }: Limits): RequestFault | undefined {
  if (target.length > targetBytes) return 414;
  // A target has no fragment (RFC 9112 §3.2), and servers differ in what they make of one.
  if (target.includes('#')) return 400;
  return !target.startsWith('/') && hostlessUri.test(target) ? 400 : undefined;
}

function fieldsFault(fields: readonly string[], limits: Limits): RequestFault | undefined {
  if (fields.length > 2 * limits.fields) return 431;
  for (let at = 0; at < fields.length; at += 2) {
    const [name, value] = [fields[at] as string, fields[at + 1] as string];
    if (name.length + value.length > limits.fieldBytes) return 431;
  }
  return undefined;
}

/** RFC 9112 §3.2: also where Host stands twice, which shows as a comma because repeated fields are joined. */
function hostFault({ headers: { host }, httpVersion }: IncomingMessage): RequestFault | undefined {
  if (host === undefined) return httpVersion === '1.0' ? undefined : 400;
  return hostShape.test(host) ? undefined : 400;
}

function bodyFault({ headers, httpVersion }: IncomingMessage, limits: Limits): RequestFault | undefined {
  if (!hasBody(headers)) return undefined;
  if (Number(headers['content-length'] ?? 0) > limits.requestBodyBytes) return 413;
  const coding = headers['transfer-encoding'];
  return coding === undefined ? undefined : codingFault(listMembers(coding.toLowerCase()), httpVersion);
}

function codingFault(codings: readonly string[], httpVersion: string): RequestFault | undefined {
  // RFC 9112 §6.1: HTTP/1.0 has no transfer codings, so whoever sent this may mean another end of the message. §6.3: there
  // is none where chunks are not the last coding.
  if (httpVersion === '1.0' || codings.at(-1) !== 'chunked') return 400;
  // §6.1: what is not understood cannot be undone.
  return codings.length === 1 ? undefined : 501;
}
