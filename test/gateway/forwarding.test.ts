import { once } from 'node:events';
import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startGateway } from '../../src/gateway/start-gateway.ts';
import { EnvironmentError } from '../../src/support/errors.ts';
import { aGateway } from '../support/a-gateway.ts';
import { ask } from '../support/http-client.ts';
import { always } from '../support/programmable-origin.ts';
import { startRawOrigin } from '../support/raw-origin.ts';
import { cacheStatus, startRig } from '../support/running-gateway.ts';

const stateless = { mode: 'stateless' } as const;

async function startBefore(origin: string, changes: Parameters<typeof aGateway>[1] = stateless) {
  const gateway = await startGateway(aGateway(origin, changes));
  onTestFinished(() => gateway.stop());
  return gateway;
}

describe('a gateway in mode stateless', () => {
  it('asks the origin each time and stores nothing', async () => {
    const { origin, ask, gateway } = await startRig(always({ 'cache-control': 'max-age=60' }), stateless);
    for (let each = 0; each < 2; each++) {
      expect(cacheStatus(await ask('/a'))).toBe('fwd=bypass; fwd-status=200');
    }
    expect(origin.seen).toHaveLength(2);
    expect(gateway.report()).toMatchObject({ stored: undefined, forwarded: 2, evictions: 0, storeErrors: 0 });
    gateway.reset();
    expect(gateway.report().forwarded).toBe(0);
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY', 'REPORT'])(
    'forwards %s with its body and its fields',
    async (method) => {
      const { origin, ask } = await startRig((request, response) => {
        response.writeHead(201, { 'x-method': request.method, 'x-url': request.url });
        request.pipe(response);
      }, stateless);
      const headers = { 'content-type': 'not;;valid', 'content-length': '5', 'x-custom': 'a' };
      const answered = await ask('/a?b', { method, headers, body: 'hello' });
      expect(answered).toMatchObject({
        status: 201,
        body: 'hello',
        headers: { 'x-method': method, 'x-url': '/a?b' },
      });
      expect(origin.seen[0]?.headers).toMatchObject({ ...headers, host: new URL(origin.url).host });
    },
  );

  it('passes a status, repeated fields and a missing Date on properly', async () => {
    const { ask } = await startRig(always({ 'set-cookie': ['a=1', 'b=2'] }, 'short', 418), stateless);
    const answered = await ask('/a');
    expect(answered).toMatchObject({ status: 418, body: 'short', headers: { 'set-cookie': ['a=1', 'b=2'] } });
    expect(Date.parse(answered.headers.date ?? '')).toBeGreaterThan(0);
  });

  it('streams large bodies both ways', async () => {
    const { ask } = await startRig((request, response) => request.pipe(response), stateless);
    const large = Buffer.alloc(8 * 2 ** 20, 'abcdefgh');
    const { body } = await ask('/a', { method: 'POST', body: large });
    expect(body.length).toBe(large.length);
    expect(Buffer.from(body).equals(large)).toBe(true);
  });

  it('reads no faster than its client', async () => {
    const wholeBytes = 256 * 2 ** 20;
    let takenBytes = 0;
    const { gateway } = await startRig((_request, response) => {
      const piece = Buffer.alloc(256 * 1024);
      const push = (): void => {
        while (takenBytes < wholeBytes) {
          takenBytes += piece.byteLength;
          if (!response.write(piece)) {
            response.once('drain', push);
            return;
          }
        }
        response.end();
      };
      response.writeHead(200);
      push();
    }, stateless);
    const client = connect(Number(new URL(gateway.origin).port), '127.0.0.1');
    onTestFinished(() => void client.destroy());
    client.pause();
    client.write('GET /a HTTP/1.1\r\nHost: a\r\n\r\n');
    // A full pipe stays as it is; one that is not full moves on within ten turns.
    let unchangedTurns = 0;
    for (let lastBytes = -1; unchangedTurns < 10 && takenBytes < wholeBytes; lastBytes = takenBytes) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      unchangedTurns = takenBytes > 0 && takenBytes === lastBytes ? unchangedTurns + 1 : 0;
    }
    expect(takenBytes).toBeLessThan(wholeBytes / 4);
  });

  it('sends an answer’s header section on before its body is there', async () => {
    const pending: ServerResponse[] = [];
    const { gateway } = await startRig((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      pending.push(response);
    }, stateless);
    const client = request(`${gateway.origin}/a`, { agent: new Agent() });
    client.end();
    const [answer] = (await once(client, 'response')) as [IncomingMessage];
    expect(answer.headers['content-type']).toBe('text/event-stream');
    pending[0]?.end('late');
    const [piece] = await once(answer, 'data');
    expect(String(piece)).toBe('late');
  });

  it('forwards a whole URI as its path and query, to the origin of the route', async () => {
    const { origin, ask } = await startRig(always({}), stateless);
    for (const target of ['http://evil/a?b', 'HTTPS://evil:1?b']) {
      expect((await ask(target)).status).toBe(200);
    }
    expect(origin.seen.map(({ url }) => url)).toEqual(['/a?b', '/?b']);
    expect(origin.seen[0]?.headers.host).toBe(new URL(origin.url).host);
  });

  it('answers 404 where no route matches', async () => {
    const { origin } = await startRig(always({}), stateless);
    const routes = [{ method: 'GET', path: '/a/{id}', origin: origin.url }];
    const { origin: url } = await startBefore(origin.url, { ...stateless, routes });
    for (const path of ['/b', 'http://evil/b', '/a/1/2']) {
      const answered = await ask(url, path);
      expect(answered.status).toBe(404);
      expect(answered.headers['cache-status']).toBeUndefined();
      expect(Number(answered.headers['content-length'])).toBe(answered.body.length);
    }
    expect((await ask(url, '/a/1')).status).toBe(200);
    expect((await ask(url, '/a/1', { method: 'POST' })).status).toBe(404);
  });

  it('answers 502 where the origin is not there', async () => {
    const { origin } = await startBefore('http://127.0.0.1:1');
    const answered = await ask(origin, '/a');
    expect(answered.status).toBe(502);
    expect(cacheStatus(answered)).toBe('fwd=bypass; detail=unreachable');
  });

  it.each([
    ['hangs up', (socket: Socket) => socket.once('data', () => socket.destroy())],
    ['resets the connection', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['sends garbage', (socket: Socket) => socket.once('data', () => socket.end('\u0000garbage\r\n\r\n'))],
    [
      'ends too soon',
      (socket: Socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-')),
    ],
  ])('answers 502 where the origin %s, and does not ask again', async (_, serve) => {
    let connections = 0;
    const raw = await startRawOrigin((socket) => {
      connections += 1;
      serve(socket);
    });
    const { origin } = await startBefore(raw);
    const answered = await ask(origin, '/a');
    expect(answered.status).toBe(502);
    expect(cacheStatus(answered)).toBe('fwd=bypass; detail=broken-answer');
    expect(connections).toBe(1);
  });

  it('answers 504 where the origin says nothing', async () => {
    const raw = await startRawOrigin(() => {});
    const { origin } = await startBefore(raw, { ...stateless, upstream: { timeoutUs: 50_000 } });
    const answered = await ask(origin, '/a');
    expect(answered.status).toBe(504);
    expect(cacheStatus(answered)).toBe('fwd=bypass; detail=timeout');
    expect(Number(answered.headers['content-length'])).toBe(answered.body.length);
  });

  it('breaks off where the origin stops in the middle', async () => {
    const raw = await startRawOrigin((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'));
    });
    const { origin } = await startBefore(raw, { ...stateless, upstream: { timeoutUs: 50_000 } });
    await expect(ask(origin, '/a')).rejects.toThrow(/aborted|socket hang up/);
  });

  it('gives up its request when the client hangs up', async () => {
    const asked: Socket[] = [];
    const raw = await startRawOrigin((socket) => socket.once('data', () => asked.push(socket)));
    const { origin } = await startBefore(raw);
    const client = request(`${origin}/a`, { agent: new Agent() }).on('error', () => {});
    client.end();
    await expect.poll(() => asked.length).toBe(1);
    const closed = once(asked[0] as Socket, 'close');
    client.destroy();
    await closed;
  });

  it('gives up its request when the client hangs up in the middle of sending', async () => {
    const asked: Socket[] = [];
    const raw = await startRawOrigin((socket) => socket.once('data', () => asked.push(socket)));
    const { origin } = await startBefore(raw);
    const client = request(`${origin}/a`, { agent: new Agent(), method: 'POST' }).on('error', () => {});
    client.write('the first half');
    await expect.poll(() => asked.length).toBe(1);
    const closed = once(asked[0] as Socket, 'close');
    client.destroy();
    await closed;
  });

  it('keeps connections open to its clients and to origins', async () => {
    const ports = new Set<number | undefined>();
    const { ask } = await startRig((request, response) => {
      ports.add(request.socket.remotePort);
      always({})(request, response);
    }, stateless);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    for (let each = 0; each < 5; each++) await ask('/a', { agent });
    expect(ports.size).toBe(1);
  });
});

describe('startGateway', () => {
  it('names the port that is taken, and what to do', async () => {
    const { gateway } = await startRig(always({}), stateless);
    const port = Number(new URL(gateway.origin).port);
    const failed = startGateway({ ...aGateway('http://127.0.0.1:1', stateless), port });
    await expect(failed).rejects.toThrow(EnvironmentError);
    await expect(failed).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken.`);
    await expect(failed).rejects.toMatchObject({ hint: expect.stringContaining('another') });
  });
});
