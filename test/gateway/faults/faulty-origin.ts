import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What becomes of each request, and each connection, while the origin is ill. */
export type Illness = (socket: Socket) => void;

export interface FaultyOrigin {
  readonly url: string;
  /** From now on every request meets this; undefined: the origin is well. */
  illness: Illness | undefined;
  /** Ends it as a crash does: what is open is cut, and nobody listens. */
  kill(): Promise<void>;
  /** Listens again on the same port. */
  restart(): Promise<void>;
}

/** An origin that a test can make ill, kill and bring back. */
export async function startFaultyOrigin(answer: RequestListener): Promise<FaultyOrigin> {
  const server = createServer((request, response) => {
    if (origin.illness === undefined) answer(request, response);
    else origin.illness(request.socket);
  });
  const kill = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  onTestFinished(async () => {
    if (server.listening) await kill();
  });
  const origin: FaultyOrigin = {
    url: `http://127.0.0.1:${port}`,
    illness: undefined,
    kill,
    restart: async () => {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    },
  };
  return origin;
}
