import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { cannotListen } from '../support/errors.ts';
import type { Endpoint } from './messages.ts';

/** A port of this machine behind which, at the other end of a link, a target lies. */
export interface Doorway {
  readonly port: number;
  /** Listens again on the same port. */
  open(): Promise<void>;
  /** Resets all connections and refuses new ones. */
  shut(): void;
}

/** Every packet goes at once, and each direction ends by itself. */
const plain = { noDelay: true, allowHalfOpen: true };

/**
 * Connects whoever comes to the target. To connect takes no longer than without a link: only what is then said is late.
 *
 * @param join carries what is said from one to the other
 * @throws EnvironmentError where the port cannot be had
 */
export async function openDoorway(
  host: string,
  target: Endpoint,
  join: (client: Socket, target: Socket) => void,
): Promise<Doorway> {
  const sockets = new Set<Socket>();
  const server = createServer(plain, (client) => {
    const outward = connect({ ...target, ...plain });
    for (const socket of [client, outward]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    join(client, outward);
  });
  const listen = async (port: number): Promise<void> => {
    try {
      await once(server.listen(port, host), 'listening');
    } catch (error) {
      throw cannotListen(host, port, error as NodeJS.ErrnoException);
    }
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    open: async () => {
      if (!server.listening) await listen(port);
    },
    shut: () => {
      if (server.listening) server.close();
      for (const socket of sockets) socket.resetAndDestroy();
    },
  };
}
