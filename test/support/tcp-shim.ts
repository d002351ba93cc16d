import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpShim {
  readonly port: number;
  /** How much later than it came each piece is passed on, from now on; in both directions. */
  delayMs: number;
  close(): void;
}

/** Passes bytes on between its clients and a port of this machine, in their order, late by as much as it is told. */
export async function startTcpShim(targetPort: number): Promise<TcpShim> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('data', (piece) => setTimeout(() => to.writable && to.write(piece), shim.delayMs));
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const shim = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return shim;
}
