import { describe, expect, test } from 'vitest';
import { cacheStatus, startRig } from '../../support/running-gateway.ts';

describe('an answer of an origin', () => {
  test('ends with its header section where it is a 304, whatever length it tells (RFC 9110 §8.6)', async () => {
    const fields = { 'cache-control': 'max-age=1', etag: '"1"', 'content-length': '4' };
    const { ask, clock, origin } = await startRig((request, response) => {
      const isKnown = request.headers['if-none-match'] === '"1"';
      response.writeHead(isKnown ? 304 : 200, fields);
      response.end(isKnown ? undefined : 'body');
    });
    await ask('/a');
    clock.nowUs += 2e6;
    const revalidated = await ask('/a');
    expect(revalidated.body).toBe('body');
    expect(cacheStatus(revalidated)).toBe('fwd=stale; fwd-status=304; stored');

    const known = await ask('/b', { headers: { 'if-none-match': '"1"', range: 'bytes=0-1' } });
    expect(known.status).toBe(304);
    expect(origin.seen).toHaveLength(3);
  });

  test.each(['gzip, chunked', 'x-unknown'])(
    'is no answer in a transfer coding such as %s',
    async (coding) => {
      const { ask } = await startRig((_request, response) => {
        response.socket?.end(
          `HTTP/1.1 200 OK\r\ncache-control: max-age=60\r\ntransfer-encoding: ${coding}\r\n\r\n4\r\nbody\r\n0\r\n\r\n`,
        );
      });
      for (const method of ['GET', 'POST']) {
        const answer = await ask('/a', { method });
        expect(answer.status).toBe(502);
        expect(cacheStatus(answer)).toMatch(/detail=broken-answer$/);
      }
    },
  );
});
