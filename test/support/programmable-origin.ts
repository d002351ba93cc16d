import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an origin saw of a request. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

export interface ProgrammableOrigin {
  readonly url: string;
  /** Every request received, oldest first. */
  readonly seen: readonly SeenRequest[];
  /** How to answer from now on. */
  answer: RequestListener;
  close(): Promise<void>;
}

/** A server that answers as a test says, and remembers what it was asked unless there will be too much of it. */
export async function startProgrammableOrigin(
  answer: RequestListener,
  { remembers = true } = {},
): Promise<ProgrammableOrigin> {
  const seen: SeenRequest[] = [];
  const server = createServer(
    { keepAliveTimeout: 0 },
    (request: IncomingMessage, response: ServerResponse) => {
      // Tests set the gateway's clock, which the machine's date would contradict.
      response.sendDate = false;
      if (remembers)
        seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
      origin.answer(request, response);
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin: ProgrammableOrigin = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return origin;
}

/** An answer that is the same for every request. */
export function always(
  headers: Readonly<Record<string, string | string[]>>,
  body = 'body',
  status = 200,
): RequestListener {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
    response.end(body);
  };
}
