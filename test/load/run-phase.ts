import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { LoadReport, RequestCounts } from '../../src/load/messages.ts';
import { type PhaseOptions, startPhase } from '../../src/load/phase.ts';
import { PhaseRecorder } from '../../src/load/phase-recorder.ts';
import type { Workload, WorkloadRequest } from '../../src/workload/workload.ts';

/** Starts an HTTP server that lives as long as the test. Gives its origin. */
export async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => server.closeAllConnections());
  return listen(server);
}

/** Starts a server that is told of each piece that it is sent, and answers as it likes. Gives its origin. */
export async function serveRaw(answer: (socket: Socket, text: string) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on('data', (data) => answer(socket, data.toString()));
    socket.on('error', () => {});
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  return listen(server);
}

/** Gives the origin, on a free port. The server stops listening when the test has finished. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** As many requests as said, all alike. */
export function times(count: number, request: Partial<WorkloadRequest> = {}): Workload {
  let left = count;
  return {
    next: () => {
      if (left === 0) return undefined;
      left -= 1;
      return { method: 'GET', target: '/products/7', bodyBytes: undefined, user: 0, ...request };
    },
  };
}

type Report = Omit<LoadReport, 'resources'>;

/** Drives a phase to its end: four connections for up to 20 s, or what differs from it. */
export function start(
  origin: string | readonly string[],
  workload: Workload,
  differences: Partial<PhaseOptions> = {},
): { readonly ended: Promise<Report>; halt(): void } {
  const recorder = new PhaseRecorder(25e6);
  const { ended, halt } = startPhase({
    targets: typeof origin === 'string' ? [origin] : origin,
    balance: 'sticky',
    connections: 4,
    timeoutUs: 10e6,
    durationUs: 20e6,
    drainUs: 5e6,
    workload,
    plan: undefined,
    recorder,
    ...differences,
  });
  return { ended: ended.then((end) => ({ ...recorder.report(), ...end })), halt };
}

export const run = (...options: Parameters<typeof start>): Promise<Report> => start(...options).ended;

/** The counts of so many requests that all went well. */
export const allCompleted = (count: number): RequestCounts => ({
  offered: count,
  completed: count,
  errors: 0,
  timeouts: 0,
  unfinished: 0,
});
