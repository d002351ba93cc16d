import { expect, it, vi } from 'vitest';
import { cachingModes, inModes } from '../support/gateway-modes.ts';
import type { Answered } from '../support/http-client.ts';
import { always } from '../support/programmable-origin.ts';
import { cacheStatus, type Rig } from '../support/running-gateway.ts';

const second = 1e6;
const purgeToken = 'correct horse battery staple'.replaceAll(' ', '-');
const authorization = `Bearer ${purgeToken}`;
const tagged = always({
  'cache-control': 'max-age=60, stale-while-revalidate=60',
  'surrogate-key': 'product-7 shop',
  'cache-tag': 'home,sale',
  'cache-groups': '"group-1", "group-2"',
});

function order({ ask }: Rig, body: unknown, headers = { authorization }): Promise<Answered> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  return ask('/.gatebench/purge', {
    method: 'POST',
    body: text,
    headers: { ...headers, 'content-length': length },
  });
}

inModes(cachingModes, 'What is stored', (start) => {
  it('is gone after PURGE of its URL, all variants', async () => {
    const varying = always({ 'cache-control': 'max-age=60', vary: 'accept' });
    const rig = await start(varying, { purgeToken });
    const [json, html] = [{ headers: { accept: 'json' } }, { headers: { accept: 'html' } }];
    for (const asked of [json, html]) await rig.ask('/a', asked);
    await rig.ask('/b', json);
    const purged = await rig.ask('/a', { method: 'PURGE', headers: { authorization } });
    expect(purged).toMatchObject({ status: 200, body: '{"purged":true}\n' });
    for (const asked of [json, html]) expect(cacheStatus(await rig.ask('/a', asked))).toMatch(/^fwd=/);
    expect(cacheStatus(await rig.ask('/b', json))).toMatch(/^hit/);
    expect(rig.origin.seen.map(({ method }) => method)).not.toContain('PURGE');
  });

  it.each([{ tags: ['product-7'] }, { prefixes: ['/'] }, { everything: true }, { urls: ['/a'] }])(
    'does not answer who asks after an order for %o, though it was under way before',
    async (ordered) => {
      let release = (): void => {};
      const rig = await start(
        (request, response) => {
          release = () => tagged(request, response);
        },
        { purgeToken },
      );
      const before = rig.ask('/a');
      await vi.waitFor(() => expect(rig.origin.seen).toHaveLength(1));
      await order(rig, ordered);
      rig.origin.answer = tagged;
      const after = rig.ask('/a');
      // Sooner than those who wait for an answer lose patience.
      await vi.waitFor(() => expect(rig.origin.seen).toHaveLength(2), 3000);
      expect(cacheStatus(await after)).toBe('fwd=uri-miss; fwd-status=200; stored');
      release();
      expect(await before).toMatchObject({ status: 200 });
    },
  );

  it('answers while it is refreshed after a soft PURGE', async () => {
    const rig = await start(tagged, { purgeToken });
    await rig.ask('/a');
    rig.clock.nowUs += second;
    await rig.ask('/a', { method: 'PURGE', headers: { authorization, 'soft-purge': '1' } });
    rig.clock.nowUs += second;
    expect(cacheStatus(await rig.ask('/a'))).toMatch(/^hit; ttl=-\d+; detail=stale$/);
  });

  it.each([
    ['a URL', { urls: ['/products/7?a=b'] }],
    ['a name in Surrogate-Key', { tags: ['product-7'] }],
    ['a name in Cache-Tag', { tags: ['sale'] }],
    ['a group', { tags: ['group-2'] }],
    ['the beginning of a path', { prefixes: ['/products/'] }],
    ['everything', { everything: true }],
  ])('is gone after an order that names %s', async (_, ordered) => {
    const rig = await start(tagged, { purgeToken });
    await rig.ask('/products/7?a=b');
    expect(await order(rig, ordered)).toMatchObject({ status: 200 });
    expect(cacheStatus(await rig.ask('/products/7?a=b'))).toMatch(/^fwd=/);
    expect(cacheStatus(await rig.ask('/products/7?a=b'))).toMatch(/^hit/);
  });

  it.each([
    ['another URL', { urls: ['/products/7'] }],
    ['another tag', { tags: ['product'] }],
    ['another beginning', { prefixes: ['/products/8'] }],
  ])('stays after an order that names %s', async (_, ordered) => {
    const rig = await start(tagged, { purgeToken });
    await rig.ask('/products/7?a=b');
    expect(await order(rig, ordered)).toMatchObject({ status: 200 });
    expect(cacheStatus(await rig.ask('/products/7?a=b'))).toMatch(/^hit/);
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: 'Bearer guess' }],
    ['a longer token', { authorization: `${authorization}x` }],
    ['the token in another scheme', { authorization: `Basic ${purgeToken}` }],
  ])('stays where a purge shows %s', async (_, headers) => {
    const rig = await start(tagged, { purgeToken });
    await rig.ask('/a');
    for (const answer of [
      await rig.ask('/a', { method: 'PURGE', headers }),
      await order(rig, { everything: true }, headers as never),
    ]) {
      expect(answer).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': expect.stringMatching(/^Bearer/) },
      });
    }
    expect(cacheStatus(await rig.ask('/a'))).toMatch(/^hit/);
  });

  it('stays where the gateway has no purge token', async () => {
    const rig = await start(tagged);
    await rig.ask('/a');
    for (const headers of [{}, { authorization }, { authorization: 'Bearer ' }]) {
      expect(await rig.ask('/a', { method: 'PURGE', headers })).toMatchObject({ status: 401 });
    }
    expect(cacheStatus(await rig.ask('/a'))).toMatch(/^hit/);
  });

  it.each([
    ['', 'is not JSON'],
    ['{', 'is not JSON'],
    ['{}', 'names nothing to purge'],
    ['{"url": ["/a"]}', 'Unrecognized key'],
    ['{"urls": ["a"]}', 'must start with'],
    ['{"everything": 1}', 'expected boolean'],
  ])('stays after the order %s', async (body, sentence) => {
    const rig = await start(tagged, { purgeToken });
    await rig.ask('/a');
    const answer = await order(rig, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(sentence);
    expect(cacheStatus(await rig.ask('/a'))).toMatch(/^hit/);
  });

  it('is given up with the groups that a write invalidates', async () => {
    const rig = await start(tagged);
    await rig.ask('/a');
    rig.origin.answer = always({ 'cache-group-invalidation': '"group-1"' });
    await rig.ask('/b', { method: 'POST', body: 'x' });
    rig.origin.answer = tagged;
    expect(cacheStatus(await rig.ask('/a'))).toMatch(/^fwd=/);
  });
});
