import { expect, it } from 'vitest';
import { inEveryMode } from '../../support/gateway-modes.ts';
import { sendRaw } from '../../support/raw-client.ts';
import { echo, echoed } from './echo.ts';
import { badFraming, badRequestLines, oddButSound } from './malformed-requests.ts';

/** As a client behind the same proxy would send it, on the same connection. */
const victim = 'GET /victim HTTP/1.1\r\nHost: a\r\n\r\n';

inEveryMode('gateway and origin agree where every message ends', ({ start }) => {
  it('#26 what can be read in two ways is refused, and nothing after it on the connection is believed', async () => {
    const { gateway, origin } = await start(echo());
    for (const [fault, request, status = 400] of [...badFraming, ...badRequestLines]) {
      const { answers, isClosed } = await sendRaw(gateway.origin, request + victim);
      expect(
        answers.map((answer) => answer.status),
        fault,
      ).toEqual([status]);
      expect(isClosed, fault).toBe(true);
      expect(
        origin.seen.map(({ url }) => url),
        fault,
      ).toEqual([]);
    }
  });

  it('#26 a broken chunk takes nobody’s answer', async () => {
    const { gateway, origin } = await start(echo());
    const head = 'POST /broken HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
    for (const chunks of [
      'zz\r\n',
      '0x4\r\nbody\r\n0\r\n\r\n',
      '4 \r\nbody\r\n0\r\n\r\n',
      '-4\r\nbody\r\n0\r\n\r\n',
      '4\nbody\n0\n\n',
      '4\r\nbodyXX0\r\n\r\n',
      '4\r\nbody\r\n0\r\nBad Trailer\r\n\r\n',
      '4;a\nb\r\nbody\r\n0\r\n\r\n',
      'fffffffffffffffff\r\nbody\r\n0\r\n\r\n',
      `4;${'x'.repeat(20_000)}\r\nbody\r\n0\r\n\r\n`,
      `0\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      '0\r\nContent-Length: 9\r\n\r\n',
    ]) {
      const { answers, isClosed } = await sendRaw(gateway.origin, head + chunks + victim);
      const statuses = answers.map(({ status }) => status);
      expect([[400], [413], [431]], JSON.stringify(chunks.slice(0, 30))).toContainEqual(statuses);
      expect(isClosed).toBe(true);
    }
    expect(origin.seen.filter(({ url }) => url === '/victim')).toEqual([]);
  });

  it('#26 requests that were sound before a bad one get their own answers, in their order', async () => {
    const { gateway } = await start(echo());
    const sound = ['/1', '/2', '/3'].map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join('');
    for (const bad of [
      'NONSENSE\r\n\r\n',
      'GET /evil HTTP/1.1\r\n\r\n',
      'GET /evil HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    ]) {
      const { answers, isClosed } = await sendRaw(gateway.origin, sound + bad + victim);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400]);
      expect(answers.slice(0, 3).map((answer) => echoed(answer).url)).toEqual(['/1', '/2', '/3']);
      expect(isClosed).toBe(true);
    }
  });

  it('#26 what is odd but sound means to the origin what it meant to the gateway', async () => {
    const { gateway } = await start(echo());
    for (const [oddity, request, expected] of oddButSound) {
      const { answers } = await sendRaw(gateway.origin, request + victim, 2);
      const finals = answers.filter(({ status }) => status >= 200);
      expect(
        finals.map(({ status }) => status),
        oddity,
      ).toEqual([200, 200]);
      expect(echoed(finals[0] ?? { body: '' }), oddity).toMatchObject(expected);
      expect(echoed(finals[1] ?? { body: '' }), oddity).toMatchObject({
        method: 'GET',
        url: '/victim',
        body: '',
      });
    }
  });

  it('#26 neither a tunnel nor another protocol is opened', async () => {
    const { gateway, origin } = await start(echo());
    const connected = await sendRaw(
      gateway.origin,
      `CONNECT ${new URL(origin.url).host} HTTP/1.1\r\nHost: a\r\n\r\n${victim}`,
    );
    expect(connected.answers.map(({ status }) => status)).toEqual([405]);
    expect(origin.seen).toEqual([]);
    for (const protocol of ['websocket', 'h2c', 'TLS/1.0']) {
      const fields = `Connection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABkAAQAAP__`;
      const upgrade = `GET /${protocol} HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n`;
      const { answers, isClosed } = await sendRaw(gateway.origin, upgrade + victim, 2);
      // The victim has its own answer, or the connection is closed and its client asks again.
      expect(answers.map(({ status }) => status)).toEqual([200]);
      expect(echoed(answers[0] ?? { body: '' }).headers).not.toHaveProperty('upgrade');
      expect(isClosed).toBe(true);
    }
  });

  it('#26 a whole URI as the target reaches no host but that of the route', async () => {
    const { gateway, origin } = await start(echo());
    for (const target of [
      'http://127.0.0.1:1/a',
      'http://evil.example/a',
      'https://evil.example:443/a',
      '//evil.example/a',
    ]) {
      const { answers } = await sendRaw(gateway.origin, `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`, 1);
      expect(answers[0]?.status).toBe(200);
      expect(echoed(answers[0] ?? { body: '' }).headers['host']).toBe(new URL(origin.url).host);
    }
  });
});
