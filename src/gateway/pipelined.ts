import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Answers that wait for their turn, by their connection. */
const waiting = new WeakMap<Socket, Set<ServerResponse>>();

/**
 * Takes note of an answer that has to wait for earlier ones of its connection (RFC 9112 §9.3.2). Node tells such an answer
 * nothing when the connection ends, and what is being done for it would go on for ever; here it is destroyed, and emits
 * `close` as any other does.
 *
 * @returns false where more wait than may; the connection is closed then
 */
export function admitPipelined(socket: Socket, response: ServerResponse, mostWaiting: number): boolean {
  // Its turn is now, as nearly always.
  if (response.socket !== null) return true;
  const answers = waiting.get(socket) ?? watch(socket);
  if (answers.size >= mostWaiting) {
    socket.destroy();
    return false;
  }
  answers.add(response);
  response.once('close', () => answers.delete(response));
  return true;
}

function watch(socket: Socket): Set<ServerResponse> {
  const answers = new Set<ServerResponse>();
  waiting.set(socket, answers);
  socket.once('close', () => {
    for (const response of answers) {
      if (response.socket !== null) continue;
      response.destroy();
      response.emit('close');
    }
  });
  return answers;
}
