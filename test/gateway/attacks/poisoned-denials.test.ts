import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { inEveryMode } from '../../support/gateway-modes.ts';
import { ask as askOrigin } from '../../support/http-client.ts';
import { always } from '../../support/programmable-origin.ts';
import { sendRaw } from '../../support/raw-client.ts';
import { isHit } from '../../support/running-gateway.ts';
import { echo } from './echo.ts';

const errors = [
  400, 401, 403, 405, 408, 409, 411, 413, 414, 415, 421, 429, 431, 500, 501, 502, 503, 504, 511,
];

inEveryMode(
  'no client can put an error, or nothing, in the way of others',
  ({ caches, redisUrl, start, startBefore }) => {
    it('#21 an error that too large a header section caused at the origin is nobody else’s', async () => {
      const origin = createServer({ maxHeaderSize: 4096 }, echo());
      // As CCS 2019 found it: the error says that anyone may keep it.
      origin.on('clientError', (_error, socket) => {
        socket.end('HTTP/1.1 400 Bad Request\r\nCache-Control: max-age=60\r\nContent-Length: 0\r\n\r\n');
      });
      await once(origin.listen(0, '127.0.0.1'), 'listening');
      onTestFinished(() => void origin.close().closeAllConnections());
      const gateway = await startBefore(`http://127.0.0.1:${(origin.address() as AddressInfo).port}`);
      const statuses = new Set<number | undefined>();
      for (const size of [100, 3000, 4000, 5000, 7900, 8100, 14_000, 16_000, 17_000, 40_000]) {
        for (const fields of [
          `X-Oversized: ${'a'.repeat(size)}\r\n`,
          'X: aaaaaaaaaa\r\n'.repeat(size / 15),
        ]) {
          const path = `/${size}${fields.length}`;
          const request = `GET ${path} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;
          statuses.add((await sendRaw(gateway.origin, request, 1)).answers[0]?.status);
          expect((await askOrigin(gateway.origin, path)).status, `${size}`).toBe(200);
        }
      }
      expect([...statuses].sort()).toEqual([200, 400, 431]);
    });

    it('#22 a control character in a field gets no further than the gateway', async () => {
      const { gateway, origin } = await start(always({ 'cache-control': 'max-age=60' }));
      for (const character of ['\n', '\r', '\x07', '\0', '\x1b', '\x7f', '\x0b', '\x0c', '\x08']) {
        for (const field of [
          `X-Meta: a${character}b`,
          `X-Meta${character}: a`,
          `X-Meta: a\r\n${character}X: b`,
        ]) {
          const { answers, isClosed } = await sendRaw(
            gateway.origin,
            `GET /a HTTP/1.1\r\nHost: a\r\n${field}\r\n\r\n`,
          );
          expect(
            answers.map(({ status }) => status),
            JSON.stringify(field),
          ).toEqual([400]);
          expect(isClosed).toBe(true);
        }
      }
      expect(origin.seen).toEqual([]);
    });

    it('#23 an error that another method would get is not what a GET gets', async () => {
      const { ask } = await start((request, response) => {
        const method = request.headers['x-http-method-override'] ?? request.method;
        response.writeHead(method === 'GET' ? 200 : 404, { 'cache-control': 'max-age=60' });
        response.end();
      });
      for (const method of ['POST', 'DELETE', 'NONSENSE']) {
        expect((await ask('/a', { headers: { 'x-http-method-override': method } })).status).toBe(200);
        expect((await ask('/a')).status).toBe(200);
      }
      await ask('/b', { method: 'DELETE' });
      expect((await ask('/b')).status).toBe(200);
    });

    it('#24 no error outlives its cause, however long the origin says it may be kept', async () => {
      const { ask, origin } = await start(always({}));
      for (const status of errors) {
        origin.answer = always({ 'cache-control': 'public, max-age=60' }, 'an error', status);
        expect((await ask(`/${status}`)).status).toBe(status);
        origin.answer = always({ 'cache-control': 'public, max-age=60' }, 'well again');
        expect((await ask(`/${status}`)).body, String(status)).toBe('well again');
      }
    });

    it('#24 an error that is kept on purpose is kept for its own short time', async () => {
      const { ask, origin, clock } = await start(
        always({ 'cache-control': 'max-age=3600' }, 'an error', 503),
        {
          cache: { negative: { 503: 2e6 } },
        },
      );
      await ask('/a');
      origin.answer = always({ 'cache-control': 'max-age=60' }, 'well again');
      expect(isHit(await ask('/a'))).toBe(caches);
      clock.nowUs += 3e6;
      expect((await ask('/a')).body).toBe('well again');
    });

    it('#30 however many values clients make up, a resource keeps a bounded number of variants', async () => {
      const keyPrefix = 'variants:';
      const url = redisUrl();
      const { ask, gateway } = await start(
        always({ 'cache-control': 'max-age=60', vary: 'user-agent' }),
        url === undefined ? {} : { redis: { keyPrefix } },
      );
      for (let at = 0; at < 300; at++) await ask('/a', { headers: { 'user-agent': `agent ${at}` } });
      expect(gateway.report().stored?.entries ?? 0).toBeLessThanOrEqual(65);
      if (url !== undefined) {
        const redis = new Redis(url);
        onTestFinished(() => redis.disconnect());
        expect((await redis.keys(`${keyPrefix}[rv]{*`)).length).toBeLessThanOrEqual(65);
      }
    });

    it('#31 however many resources clients make up, memory stays within its bound', async () => {
      const maxSizeBytes = 200_000;
      const { ask, gateway } = await start(always({ 'cache-control': 'max-age=60' }, 'x'.repeat(500)), {
        cache: { maxSizeBytes },
      });
      for (let at = 0; at < 600; at++) await ask(`/a?${'q'.repeat(at)}=${at}`);
      expect(gateway.report().stored?.bytes ?? 0).toBeLessThanOrEqual(maxSizeBytes);
      expect(isHit(await ask(`/a?${'q'.repeat(599)}=599`))).toBe(caches);
    });
  },
);
