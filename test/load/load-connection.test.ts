import { describe, expect, it } from 'vitest';
import { allCompleted, run, serve, serveRaw, times } from './run-phase.ts';

describe('LoadConnection', () => {
  it('keeps its connections when the answer to a HEAD tells no length', async () => {
    const sockets = new Set<unknown>();
    const origin = await serveRaw((socket) => {
      sockets.add(socket);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
    });
    const { requests } = await run(origin, times(60, { method: 'HEAD' }));
    expect(requests).toEqual(allCompleted(60));
    expect(sockets.size).toBe(4);
  });

  it('completes the answers of HTTP/1.0', async () => {
    const origin = await serveRaw((socket) => socket.end('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    expect((await run(origin, times(40))).requests).toEqual(allCompleted(40));
  });

  it('takes up its work again when the server is back', async () => {
    let served = 0;
    const origin = await serve((request, response) => {
      served += 1;
      if (served % 10 === 0) request.socket.destroy();
      else response.end('ok');
    });
    const { requests } = await run(origin, times(100));
    expect(requests).toEqual({ ...allCompleted(100), completed: 90, errors: 10 });
  });

  it('drops a connection that speaks no HTTP, without waiting for its end', async () => {
    const origin = await serveRaw((socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'));
    const { requests } = await run(origin, times(5));
    expect(requests).toEqual({ ...allCompleted(5), completed: 0, errors: 5 });
  });

  it('survives a response that nobody asked for', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
    const origin = await serveRaw((socket) => socket.write(answer + answer));
    expect((await run(origin, times(1))).requests).toEqual(allCompleted(1));
  });

  it.each([
    ['closes in the middle of an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot all'],
    ['closes in the middle of a head', 'HTTP/1.1 200 OK\r\nContent-'],
    ['closes without a word', ''],
  ])('counts an error when a server %s', async (_, text) => {
    const origin = await serveRaw((socket) => socket.end(text));
    const { requests } = await run(origin, times(5));
    expect(requests).toEqual({ ...allCompleted(5), completed: 0, errors: 5 });
  });
});
