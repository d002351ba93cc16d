import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { inEveryMode } from '../../support/gateway-modes.ts';
import { ask } from '../../support/http-client.ts';
import { sendRaw } from '../../support/raw-client.ts';
import { startRawOrigin } from '../../support/raw-origin.ts';
import { echo, echoed } from './echo.ts';

const cacheable = 'Cache-Control: public, max-age=60';
const whole = `HTTP/1.1 200 OK\r\n${cacheable}\r\nContent-Length: 5\r\n\r\nwhole`;

/** An origin that gives one answer first, and a whole one to every request after that. */
function firstThenWhole(first: (socket: Socket) => void): Promise<string> {
  let requests = 0;
  return startRawOrigin((socket) => {
    socket.on('data', () => {
      requests += 1;
      if (requests === 1) first(socket);
      else socket.write(whole);
    });
  });
}

const says = (text: string) => (socket: Socket) => void socket.end(Buffer.from(text, 'latin1'));

inEveryMode('an origin’s broken answer stays with the request that it was for', ({ start, startBefore }) => {
  it('#25 no line break in a target or a field becomes one in an answer', async () => {
    const { gateway } = await start(echo());
    const { answers, text } = await sendRaw(
      gateway.origin,
      'GET /%0d%0aSet-Cookie:%20evil=1?%0D%0A%0d%0aHTTP/1.1%20200%20OK HTTP/1.1\r\nHost: a\r\n\r\n',
      1,
    );
    expect(echoed(answers[0] ?? { body: '' }).url).toContain('%0d%0aSet-Cookie:%20evil');
    expect(text).not.toMatch(/^set-cookie/im);
  });

  it.each([
    ['a bare carriage return', 'Location: /a\rSet-Cookie: evil=1'],
    ['a bare line feed', 'Location: /a\nSet-Cookie: evil=1'],
    ['a zero byte', 'Location: /a\0evil'],
    ['a control character', 'Location: /a\x07evil'],
    ['a folded line', 'Location: /a\r\n Set-Cookie: evil=1'],
    ['a name with a space', 'Location : evil'],
    ['a name that is none', 'X(evil): a'],
    ['an empty name', ': evil'],
  ])(
    '#25 an answer whose header section has %s is neither passed on as it is nor stored',
    async (_, field) => {
      const url = await firstThenWhole(
        says(`HTTP/1.1 200 OK\r\n${cacheable}\r\n${field}\r\nContent-Length: 0\r\n\r\n`),
      );
      const gateway = await startBefore(url);
      const asked = 'GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
      const { text } = await sendRaw(gateway.origin, asked);
      const [head = ''] = text.split('\r\n\r\n');
      const lines = head.split('\r\n');
      expect(
        lines.slice(1).every((line) => /^[\w-]+: [\x20-\x7e]*$/.test(line)),
        head,
      ).toBe(true);
      expect(lines.join()).not.toMatch(/,set-cookie/i);
      if (text.startsWith('HTTP/1.1 502')) expect((await ask(gateway.origin, '/a')).body).toBe('whole');
      expect((await ask(gateway.origin, '/b')).body).toBe('whole');
    },
  );

  it.each([
    ['length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\nwhole!'],
    ['a length that is no number', 'Content-Length: 5x\r\n\r\nwhole'],
    ['an unknown coding', 'Transfer-Encoding: xchunked\r\n\r\nwhole'],
    ['a coding that is not undone', 'Transfer-Encoding: gzip\r\n\r\nwhole'],
    ['a broken chunk', 'Transfer-Encoding: chunked\r\n\r\n5\r\nwholeX\r\n0\r\n\r\n'],
    ['fewer bytes than it says', 'Content-Length: 50\r\n\r\ntruncated'],
    ['chunks without an end', 'Transfer-Encoding: chunked\r\n\r\n9\r\ntruncated\r\n'],
    ['half a chunk', 'Transfer-Encoding: chunked\r\n\r\n90\r\ntruncated'],
    ['half a header section', 'Content-Len'],
    ['a header section without an end', `X: ${'a'.repeat(100_000)}`],
  ])('#28 an answer that has %s is never stored, nor taken for complete', async (_, rest) => {
    const url = await firstThenWhole(says(`HTTP/1.1 200 OK\r\n${cacheable}\r\n${rest}`));
    const gateway = await startBefore(url);
    // Passed on, the answer must break off where the origin's did.
    const first = await ask(gateway.origin, '/a').catch(() => 'broken off');
    if (first !== 'broken off') expect(first).toMatchObject({ status: 502 });
    expect((await ask(gateway.origin, '/a')).body).toBe('whole');
  });

  it('#28 an answer that ends with its connection is not stored, whether it was whole or not', async () => {
    for (const end of [(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy()]) {
      const url = await firstThenWhole((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${cacheable}\r\nConnection: close\r\n\r\ntruncated`, () =>
          end(socket),
        );
      });
      const gateway = await startBefore(url);
      await ask(gateway.origin, '/a').catch(() => {});
      expect((await ask(gateway.origin, '/a')).body).toBe('whole');
    }
  });

  it('#28 whoever waits for an answer that breaks off is not told that it is complete', async () => {
    const url = await startRawOrigin((socket) => {
      socket.on('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\n${cacheable}\r\nContent-Length: 50\r\n\r\ntruncated`);
        setTimeout(() => socket.destroy(), 20);
      });
    });
    const gateway = await startBefore(url);
    const asked = ['/a', '/a', '/a'].map((path) => ask(gateway.origin, path).catch(() => 'broken off'));
    for (const answered of await Promise.all(asked)) {
      if (answered !== 'broken off') expect(answered).toMatchObject({ status: 502 });
    }
  });

  it.each([
    [
      '103',
      'HTTP/1.1 103 Early Hints\r\nLink: </evil>; rel=preload\r\nCache-Control: max-age=9999\r\nSet-Cookie: evil=1\r\n\r\n',
    ],
    ['100', 'HTTP/1.1 100 Continue\r\nX-Evil: evil\r\n\r\n'],
    ['102, twice', 'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\nX-Evil: evil\r\n\r\n'],
  ])('#27 an interim answer %s leaves nothing behind in the one that is stored', async (status, interim) => {
    let requests = 0;
    const url = await startRawOrigin((socket) => {
      socket.on('data', () => {
        requests += 1;
        socket.write(requests === 1 ? interim + whole : whole);
      });
    });
    const gateway = await startBefore(url);
    for (let each = 0; each < 2; each++) {
      const answered = await ask(gateway.origin, '/a');
      expect(JSON.stringify(answered.headers)).not.toContain('evil');
      // undici takes a 100 that it did not ask for as a fault of the origin, which is safe if not kind.
      if (status === '100' && each === 0) continue;
      expect(answered).toMatchObject({ status: 200, body: 'whole' });
      expect(answered.headers['cache-control']).toBe('public, max-age=60');
    }
  });

  it('#27 a change of protocol that nobody asked for is no answer', async () => {
    const url = await firstThenWhole(
      says('HTTP/1.1 101 Switching Protocols\r\nUpgrade: evil\r\nConnection: upgrade\r\n\r\n'),
    );
    const gateway = await startBefore(url);
    expect((await ask(gateway.origin, '/a')).status).toBe(502);
    expect((await ask(gateway.origin, '/a')).body).toBe('whole');
  });

  it('#28 a second answer that nobody asked for is nobody’s', async () => {
    const url = await startRawOrigin((socket) => {
      socket.on('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nright${whole.replace('whole', 'wrong')}`);
      });
    });
    const gateway = await startBefore(url);
    for (const path of ['/a', '/b', '/c']) {
      const answered = await ask(gateway.origin, path);
      if (answered.status !== 502) expect(answered.body).toBe('right');
    }
  });
});
