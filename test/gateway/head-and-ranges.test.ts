import { expect, it, vi } from 'vitest';
import { cachingModes, inModes } from '../support/gateway-modes.ts';
import { always } from '../support/programmable-origin.ts';
import { cacheStatus } from '../support/running-gateway.ts';

const second = 1e6;
const fields = { 'cache-control': 'max-age=10', etag: '"v1"' };

inModes(cachingModes, 'A stored response to GET', (start) => {
  it('answers HEAD without a body', async () => {
    const { origin, ask } = await start(always(fields, 'hello'));
    await ask('/a');
    const head = await ask('/a', { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, body: '', headers: { 'content-length': '5', etag: '"v1"' } });
    expect(origin.seen).toHaveLength(1);
  });

  it('is fresh again after a HEAD whose answer speaks of it', async () => {
    const { origin, ask, clock } = await start(always(fields, 'hello'));
    await ask('/a');
    clock.nowUs += 11 * second;
    origin.answer = (request, response) => {
      // Only the HEAD can have freshened it.
      response.writeHead(request.method === 'HEAD' ? 200 : 500, {
        ...fields,
        'content-length': '5',
        'x-new': 'yes',
      });
      response.end(request.method === 'HEAD' ? undefined : 'error');
    };
    await ask('/a', { method: 'HEAD', headers: { 'cache-control': 'no-cache' } });
    // Redis takes the update a moment later.
    await vi.waitFor(async () => {
      const answer = await ask('/a');
      expect(answer).toMatchObject({ body: 'hello', headers: { 'x-new': 'yes' } });
      expect(cacheStatus(answer)).toBe('hit; ttl=10');
    });
  });

  it('stays what it was after a HEAD whose answer is for one user', async () => {
    const { origin, ask } = await start(always(fields, 'hello'));
    await ask('/a');
    const oneUsers = { cookie: 'user=1', 'cache-control': 'no-cache' };
    await ask('/a', { method: 'HEAD', headers: oneUsers });
    origin.answer = always(fields, '', 304);
    await ask('/a', { method: 'HEAD', headers: oneUsers });
    expect(origin.seen).toHaveLength(3);
    expect(cacheStatus(await ask('/a'))).toBe('hit; ttl=10');
  });

  it('is given up after a HEAD whose answer speaks of another', async () => {
    const { origin, ask, clock } = await start(always(fields, 'hello'));
    await ask('/a');
    clock.nowUs += 11 * second;
    origin.answer = (_request, response) => {
      response.writeHead(200, { ...fields, etag: '"v2"', 'content-length': '7' });
      response.end();
    };
    await ask('/a', { method: 'HEAD' });
    origin.answer = always({ ...fields, etag: '"v2"' }, 'goodbye');
    expect(cacheStatus(await ask('/a'))).toBe('fwd=uri-miss; fwd-status=200; stored');
  });

  it.each([
    ['bytes=0-1', 206, 'he', 'bytes 0-1/5'],
    ['bytes=3-', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 206, 'lo', 'bytes 3-4/5'],
    ['bytes=0-99', 206, 'hello', 'bytes 0-4/5'],
    ['bytes=5-', 416, '', 'bytes */5'],
  ])('is cut for Range: %s', async (range, status, body, contentRange) => {
    const { origin, ask } = await start(always(fields, 'hello'));
    await ask('/a');
    const part = await ask('/a', { headers: { range } });
    expect(part).toMatchObject({
      status,
      body,
      headers: { 'content-range': contentRange, 'content-length': String(body.length) },
    });
    expect(cacheStatus(part)).toBe('hit; ttl=10');
    expect(origin.seen).toHaveLength(1);
  });

  it.each([['bytes=0-1, 3-4'], ['lines=0-1'], ['bytes=1-0']])(
    'is given whole for Range: %s',
    async (range) => {
      const { ask } = await start(always(fields, 'hello'));
      await ask('/a');
      expect(await ask('/a', { headers: { range } })).toMatchObject({ status: 200, body: 'hello' });
    },
  );

  it('is given whole where If-Range names another', async () => {
    const { ask } = await start(always(fields, 'hello'));
    await ask('/a');
    const asked = { headers: { range: 'bytes=0-1', 'if-range': '"v0"' } };
    expect(await ask('/a', asked)).toMatchObject({ status: 200, body: 'hello' });
    const known = { headers: { range: 'bytes=0-1', 'if-none-match': '"v1"' } };
    expect(await ask('/a', known)).toMatchObject({ status: 304 });
  });

  it('is not made of a part that an origin sent', async () => {
    const { origin, ask } = await start(always({ ...fields, 'content-range': 'bytes 0-1/5' }, 'he', 206));
    expect(await ask('/a', { headers: { range: 'bytes=0-1' } })).toMatchObject({ status: 206, body: 'he' });
    origin.answer = always(fields, 'hello');
    expect(await ask('/a')).toMatchObject({ status: 200, body: 'hello' });
    expect(origin.seen[0]?.headers.range).toBe('bytes=0-1');
  });
});
