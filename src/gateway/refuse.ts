import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { hasBody } from './http-cache/cacheable-request.ts';
import type { RequestFault } from './request-fault.ts';

/** So long a client that is still sending is listened to, for it reads no answer once its connection is reset (RFC 9112 §9.6). */
const lingerMs = 1000;

/** Connections whose last answer is decided, and that answer while it lingers. Every further piece on them is an error anew. */
const lastAnswers = new WeakMap<Socket, ServerResponse | undefined>();

/** Whether the last answer of a connection is decided: what it sends after that is not acted upon. */
export function isRefused(socket: Socket): boolean {
  return lastAnswers.has(socket);
}

/** Answers a request with which nothing else is done, and hangs up: what follows on the connection may be anything. */
export function refuseRequest(request: IncomingMessage, response: ServerResponse, fault: RequestFault): void {
  const text = explain(fault);
  lastAnswers.set(request.socket, response);
  response.writeHead(fault, { ...plainText(text), connection: 'close' });
  response.write(text);
  if (!hasBody(request.headers)) {
    response.end();
    return;
  }
  const timer = setTimeout(() => response.end(), lingerMs);
  response.once('close', () => clearTimeout(timer));
  request.once('end', () => response.end()).resume();
}

/**
 * Answers what Node's parser could not read, or did not get in time, and hangs up. Requests before it on the same
 * connection get their own answers first: a client takes answers in the order of its requests.
 */
export function refuseConnection(error: ParserError, socket: Socket): void {
  if (lastAnswers.has(socket)) {
    lastAnswers.get(socket)?.end();
  } else {
    lastAnswers.set(socket, undefined);
    answerLast(socket, statusOf(error, socket));
  }
}

/**
 * Answers CONNECT, and hangs up: this is no open proxy, and makes no tunnels (RFC 9110 §9.3.6). Node has let go of the
 * connection by then, so nobody else listens for its faults, of which one unheard would end the process.
 */
export function refuseTunnel(socket: Socket): void {
  socket.on('error', () => {});
  lastAnswers.set(socket, undefined);
  answerLast(socket, 405);
}

/** What Node's `clientError` tells. */
export interface ParserError extends Error {
  readonly code?: string;
  /** The piece that could not be read, and how far it was read. */
  readonly rawPacket?: Buffer;
  readonly bytesParsed?: number;
}

function answerLast(socket: Socket, status: number): void {
  // Node's own name for the answer that is due on a connection; there is no public one.
  const { _httpMessage: due } = socket as { _httpMessage?: ServerResponse | null };
  if (due?.req.complete) {
    due.once('finish', () => answerLast(socket, status));
  } else if (due?.headersSent || !socket.writable) {
    socket.destroy();
  } else {
    socket.end(rawAnswer(status));
    socket.destroySoon();
  }
}

function statusOf(error: ParserError, socket: Socket): number {
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413;
    case 'HPE_HEADER_OVERFLOW':
      return isInFirstLine(error, socket) ? 414 : 431;
    default:
      return 400;
  }
}

/** Whether the error is in the first line that a connection sent, as far as that can be told. */
function isInFirstLine({ rawPacket, bytesParsed = 0 }: ParserError, { bytesRead }: Socket): boolean {
  if (rawPacket?.byteLength !== bytesRead) return false;
  const lineEnd = rawPacket.indexOf('\n');
  return lineEnd === -1 || lineEnd >= bytesParsed;
}

/** A complete answer as it goes onto a socket that is closed after it. */
function rawAnswer(status: number): string {
  const text = explain(status);
  const fields = Object.entries({ ...plainText(text), connection: 'close' });
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n${text}`;
}

function explain(status: number): string {
  return `${STATUS_CODES[status]}\n`;
}

function plainText(text: string): Record<string, string> {
  return { 'content-type': 'text/plain; charset=utf-8', 'content-length': String(text.length) };
}
