import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { cannotListen } from '../support/errors.ts';
import type { BackendConfig, BackendReport, BackendTrouble } from './messages.ts';
import { createService } from './service.ts';

/** A simulated backend that listens. */
export interface Backend {
  /** As `http://127.0.0.1:40001`. */
  readonly origin: string;
  /** Begins counting anew; resources keep their versions. */
  reset(): void;
  report(): BackendReport;
  /** Goes wrong as it is told, or right again, on the same port. */
  disturb(trouble: BackendTrouble): Promise<void>;
  /** Stops listening and drops what is in flight. */
  stop(): Promise<void>;
}

/**
 * Starts a simulated backend in this process.
 * @throws EnvironmentError where the address cannot be had
 * @throws UsageError for a route that cannot be
 */
export async function startBackend(config: BackendConfig): Promise<Backend> {
  const service = createService(config);
  // Connections stay open until the other side closes them: one that this side closed under a request about to be
  // sent would count as an error of the run.
  const server = createServer({ keepAliveTimeout: 0, noDelay: true }, service.receive);
  server.on('clientError', refuse);
  await listen(server, config);
  const { port } = server.address() as AddressInfo;
  return {
    origin: originOf(server, config.host),
    async disturb(trouble) {
      service.disturb(trouble);
      if (!trouble.isDown) {
        if (!server.listening) await listen(server, { ...config, port });
        return;
      }
      if (server.listening) server.close();
      server.closeAllConnections();
    },
    reset: service.reset,
    report: service.report,
    async stop() {
      // Down, so nothing is left to be stopped.
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, { host, port }: BackendConfig): Promise<void> {
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw cannotListen(host, port, error as NodeJS.ErrnoException);
  }
}

function originOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Answers what is no HTTP. */
function refuse(_error: Error, socket: Duplex): void {
  if (socket.writable)
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  else socket.destroy();
}
