import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface Patience {
  /** Between two requests of a connection. */
  readonly idleMs: number;
  /** For which nothing moves on a connection while a request is answered. */
  readonly stallMs: number;
}

interface Watched {
  /** In both directions, when they last changed. */
  movedBytes: number;
  movedAtMs: number;
  /** Whether Node's own timer runs. */
  isTimed: boolean;
}

const longestPauseMs = 1000;

/** The answer that a connection waits for, or was given last. */
const latestAnswer: unique symbol = Symbol('latestAnswer');

type WatchedSocket = Socket & { [latestAnswer]?: ServerResponse };

/**
 * Closes connections on which nothing has moved for too long. One look at all of them, now and then, because timers on
 * each, as Node would set them anew with every request and answer, cost several per cent of all that a hit takes.
 *
 * @returns to be called with each answer before it is begun
 */
export function watchConnections(
  server: Server,
  { idleMs, stallMs }: Patience,
): (answer: ServerResponse) => void {
  const watched = new Map<WatchedSocket, Watched>();
  server.on('connection', (socket) => {
    watched.set(socket, { movedBytes: 0, movedAtMs: performance.now(), isTimed: false });
    socket.once('close', () => watched.delete(socket));
  });
  const look = (): void => {
    const nowMs = performance.now();
    for (const [socket, seen] of watched) {
      const movedBytes = socket.bytesRead + socket.bytesWritten;
      if (movedBytes !== seen.movedBytes) {
        if (seen.isTimed) socket.setTimeout(0);
        Object.assign(seen, { movedBytes, movedAtMs: nowMs, isTimed: false });
      } else if (isIdle(socket)) {
        if (nowMs - seen.movedAtMs >= idleMs) socket.destroy();
      } else if (!seen.isTimed && nowMs - seen.movedAtMs >= stallMs / 2) {
        // Of a large write that the client takes bit by bit, nothing is seen here; Node's timer sees it, and closes.
        socket.setTimeout(stallMs / 2);
        seen.isTimed = true;
      }
    }
  };
  const timer = setInterval(look, Math.min(longestPauseMs, idleMs / 4, stallMs / 4)).unref();
  server.once('close', () => clearInterval(timer));
  return (answer) => {
    (answer.req.socket as WatchedSocket)[latestAnswer] = answer;
  };
}

/** Whether the client has been given all it asked for, and may ask on. */
function isIdle(socket: WatchedSocket): boolean {
  const answer = socket[latestAnswer];
  return answer?.writableFinished !== false && !socket.writableEnded;
}
