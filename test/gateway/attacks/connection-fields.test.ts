import { expect, it } from 'vitest';
import { inEveryMode } from '../../support/gateway-modes.ts';
import { ask as askOrigin } from '../../support/http-client.ts';
import { sendRaw } from '../../support/raw-client.ts';
import { startRawOrigin } from '../../support/raw-origin.ts';
import { cacheStatus } from '../../support/running-gateway.ts';
import { echo, echoed } from './echo.ts';

/** Ways to name a field in Connection. */
const namings: readonly ((name: string) => string)[] = [
  (name) => `Connection: close, ${name}`,
  (name) => `Connection: ${name}`,
  (name) => `connection:${name.toUpperCase()},keep-alive`,
  (name) => `Connection: keep-alive ,\t ${name}\t,`,
  (name) => `Connection: keep-alive\r\nConnection: ${name}`,
];

inEveryMode('Connection takes nothing away that matters, and hides nothing', ({ start, startBefore }) => {
  it('#18 a client cannot strip what the gateway adds', async () => {
    const { gateway } = await start(echo());
    for (const name of ['X-Forwarded-For', 'X-Forwarded-Proto', 'Via', 'Host', 'Content-Length']) {
      for (const [at, naming] of namings.entries()) {
        const { answers } = await sendRaw(
          gateway.origin,
          `POST /${name}${at} HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n${naming(name)}\r\n\r\nbody`,
          1,
        );
        expect(answers[0]?.status, naming(name)).toBe(200);
        const { headers, body } = echoed(answers[0] ?? { body: '' });
        expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' });
        expect(headers['via']).toContain('gatebench');
        expect(body).toBe('body');
      }
    }
  });

  it('#19 the answer to a request that its own Connection crippled is nobody else’s', async () => {
    const { gateway, ask } = await start((request, response) => {
      const isWhole = request.headers.cookie !== undefined && request.headers.accept !== undefined;
      const body = isWhole ? 'whole' : 'crippled';
      response.writeHead(200, {
        'cache-control': 'public, max-age=60',
        'content-length': String(body.length),
      });
      response.end(body);
    });
    for (const name of ['Cookie', 'Accept', 'Authorization', 'X-Anything']) {
      for (const [at, naming] of namings.entries()) {
        const path = `/${name}${at}`;
        const fields = 'Host: a\r\nCookie: a=b\r\nAccept: */*';
        await sendRaw(gateway.origin, `GET ${path} HTTP/1.1\r\n${fields}\r\n${naming(name)}\r\n\r\n`, 1);
        const clean = await ask(path, { headers: { cookie: 'a=b', accept: '*/*' } });
        expect(clean.body, naming(name)).toBe('whole');
        expect(cacheStatus(clean)).toMatch(/^fwd/);
      }
    }
  });

  it('#20 what an origin says to its connection is neither stored nor passed on', async () => {
    const body = 'body';
    for (const connection of [
      'Connection: X-Foo',
      'connection: close,x-foo',
      'Connection: close\r\nConnection: X-FOO',
    ]) {
      const origin = await startRawOrigin((socket) => {
        socket.on('data', () => {
          const fields = [
            connection,
            'X-Foo: evil',
            'Keep-Alive: timeout=evil',
            'Proxy-Authenticate: evil',
            'Proxy-Connection: evil',
            'Upgrade: evil',
            'Trailer: X-Evil',
            'Cache-Control: max-age=60',
            `Content-Length: ${body.length}`,
          ];
          socket.write(`HTTP/1.1 200 OK\r\n${fields.join('\r\n')}\r\n\r\n${body}`);
        });
      });
      const gateway = await startBefore(origin);
      for (let each = 0; each < 2; each++) {
        const answered = await askOrigin(gateway.origin, '/a');
        expect(answered.body).toBe(body);
        expect(JSON.stringify(answered.headers)).not.toMatch(/evil/i);
        expect(answered.headers['x-foo']).toBeUndefined();
      }
    }
  });

  it('#33 no client is believed about its address, its scheme or its host', async () => {
    const { ask, origin } = await start(echo());
    const lies = {
      'x-forwarded-for': ['10.0.0.1', '127.0.0.1'],
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil',
      'x-forwarded-port': '443',
      'x-real-ip': '10.0.0.1',
      forwarded: 'for=10.0.0.1;proto=https;host=evil',
    };
    for (const method of ['GET', 'POST', 'OPTIONS']) await ask('/a', { method, headers: lies });
    for (const { headers } of origin.seen) {
      expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' });
      expect(JSON.stringify(headers)).not.toMatch(/evil|https|10\.0\.0\.1/);
    }
    expect(origin.seen).toHaveLength(3);
  });
});
