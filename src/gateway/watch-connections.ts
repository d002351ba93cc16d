import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface Patience {
  /** Between two requests of a connection. */
  readonly idleMs: number;
  /** For which nothing moves on a connection while a request is answered. */
  readonly stallMs: number;
}

const longestPauseMs = 1000;

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
  const open = new Set<Connection>();
  server.on('connection', (socket: WatchedSocket) => {
    const connection = new Connection(socket, performance.now());
    socket[watched] = connection;
    open.add(connection);
    socket.once('close', () => open.delete(connection));
  });
  const look = (): void => {
    const nowMs = performance.now();
    for (const connection of open) connection.look(nowMs, { idleMs, stallMs });
  };
  const timer = setInterval(look, Math.min(longestPauseMs, idleMs / 4, stallMs / 4)).unref();
  server.once('close', () => clearInterval(timer));
  return (answer) => (answer.req.socket as WatchedSocket)[watched]?.begin(answer);
}

const watched: unique symbol = Symbol('watched');

type WatchedSocket = Socket & { [watched]?: Connection };

class Connection {
  readonly #socket: Socket;
  /** In both directions, when they last changed. */
  #movedBytes = 0;
  #movedAtMs: number;
  /** Whether Node's own timer runs. */
  #isTimed = false;
  /**
   * How many answers it waits for. Not which: a connection is old, and what it refers to, V8 would take for old too when
   * it collects what is young, with all that hangs together with it.
   */
  #answersDue = 0;
  readonly #answered = (): void => {
    this.#answersDue -= 1;
  };

  constructor(socket: Socket, nowMs: number) {
    this.#socket = socket;
    this.#movedAtMs = nowMs;
  }

  begin(answer: ServerResponse): void {
    this.#answersDue += 1;
    answer.on('close', this.#answered);
  }

  look(nowMs: number, { idleMs, stallMs }: Patience): void {
    const socket = this.#socket;
    const movedBytes = socket.bytesRead + socket.bytesWritten;
    const stillMs = nowMs - this.#movedAtMs;
    if (movedBytes !== this.#movedBytes) {
      if (this.#isTimed) socket.setTimeout(0);
      this.#isTimed = false;
      this.#movedBytes = movedBytes;
      this.#movedAtMs = nowMs;
    } else if (this.#answersDue === 0 && !socket.writableEnded) {
      if (stillMs >= idleMs) socket.destroy();
    } else if (!this.#isTimed && stillMs >= stallMs / 2) {
      // Of a large write that the client takes bit by bit, nothing is seen here; Node's timer sees it, and closes.
      socket.setTimeout(stallMs / 2);
      this.#isTimed = true;
    }
  }
}
