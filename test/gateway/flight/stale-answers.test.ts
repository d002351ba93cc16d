import { expect, it, vi } from 'vitest';
import { cachingModes, inModes } from '../../support/gateway-modes.ts';
import { always } from '../../support/programmable-origin.ts';
import { cacheStatus } from '../../support/running-gateway.ts';

const second = 1e6;
const shortLived = { 'cache-control': 'max-age=10, stale-while-revalidate=20, stale-if-error=100' };

inModes(cachingModes, 'A response that went stale', (start) => {
  it('answers at once while one request refreshes it behind the client’s back', async () => {
    const { origin, ask, clock } = await start(always(shortLived, 'old'));
    await ask('/a');
    clock.nowUs += 15 * second;
    let release = () => {};
    origin.answer = (request, response) => {
      release = () => always(shortLived, 'new')(request, response);
    };
    const answers = [await ask('/a'), await ask('/a'), await ask('/a')];
    expect(answers.map(({ body }) => body)).toEqual(['old', 'old', 'old']);
    expect(answers.map(cacheStatus)).toEqual(answers.map(() => 'hit; ttl=-5; detail=stale'));
    await vi.waitFor(() => expect(origin.seen).toHaveLength(2));
    // A read that is on its way while Redis is told of the new one may find the old one still, and ask once more.
    origin.answer = always(shortLived, 'new');
    release();
    await vi.waitFor(async () => expect(await ask('/a')).toMatchObject({ body: 'new' }));
    expect(cacheStatus(await ask('/a'))).toBe('hit; ttl=10');
  });

  it('is refreshed by its validator, and goes on unchanged when that still holds', async () => {
    const { origin, ask, clock } = await start(always({ ...shortLived, etag: '"v1"' }, 'old'));
    await ask('/a');
    clock.nowUs += 15 * second;
    origin.answer = always({ ...shortLived, etag: '"v1"' }, '', 304);
    await ask('/a');
    await vi.waitFor(async () => expect(cacheStatus(await ask('/a'))).toBe('hit; ttl=10'));
    expect(origin.seen[1]?.headers['if-none-match']).toBe('"v1"');
    expect((await ask('/a')).body).toBe('old');
  });

  it('is refreshed by a request for all clients, though it is one client’s that sets it off', async () => {
    const { origin, ask, clock } = await start(always(shortLived, 'old'));
    await ask('/a');
    clock.nowUs += 15 * second;
    origin.answer = always(shortLived, 'new');
    const itsOwn = {
      range: 'bytes=0-0',
      'if-range': '"v1"',
      cookie: 'session=1',
      authorization: 'Bearer 1',
      'cache-control': 'only-if-cached',
      pragma: 'no-cache',
      'if-none-match': '"mine"',
    };
    expect(await ask('/a', { headers: { ...itsOwn, accept: 'a/b' } })).toMatchObject({ body: 'old' });
    await vi.waitFor(async () => expect(cacheStatus(await ask('/a'))).toBe('hit; ttl=10'));
    expect(origin.seen[1]?.headers).toMatchObject({ accept: 'a/b' });
    for (const name of Object.keys(itsOwn)) expect(origin.seen[1]?.headers).not.toHaveProperty(name);
  });

  it('is refreshed for the clients whom it answers, where their cookies tell them apart', async () => {
    const varying = { ...shortLived, vary: 'cookie' };
    const { origin, ask, clock } = await start(always(varying, 'old'));
    const [one, other] = [{ headers: { cookie: 'user=1' } }, { headers: { cookie: 'user=2' } }];
    await ask('/a', one);
    await ask('/a', other);
    clock.nowUs += 15 * second;
    origin.answer = always(varying, 'new');
    await ask('/a', one);
    await vi.waitFor(async () => expect(await ask('/a', one)).toMatchObject({ body: 'new' }));
    expect(origin.seen[2]?.headers['cookie']).toBe('user=1');
    expect(await ask('/a', other)).toMatchObject({ body: 'old' });
  });

  it('is refreshed with credentials where its answer to them is everybody’s', async () => {
    const headers = { 'cache-control': `public, ${shortLived['cache-control']}` };
    const { origin, ask, clock } = await start(always(headers, 'old'));
    await ask('/a');
    clock.nowUs += 15 * second;
    await ask('/a', { headers: { authorization: 'Bearer 1' } });
    await vi.waitFor(() => expect(origin.seen[1]?.headers['authorization']).toBe('Bearer 1'));
  });

  it('is not given up for an error that it may answer in place of, though such errors are stored', async () => {
    const { origin, ask, clock } = await start(always(shortLived, 'old'), {
      cache: { negative: { 503: 10 * second } },
    });
    await ask('/a');
    clock.nowUs += 50 * second;
    origin.answer = always({}, 'error', 503);
    for (let count = 0; count < 3; count++) expect(await ask('/a')).toMatchObject({ body: 'old' });
    clock.nowUs += 100 * second;
    expect(await ask('/a')).toMatchObject({ body: 'error' });
    await vi.waitFor(async () => expect(cacheStatus(await ask('/a'))).toBe('hit; ttl=10'));
  });

  it('is waited for again once it is too old to answer while it is refreshed', async () => {
    const { origin, ask, clock } = await start(always(shortLived, 'old'));
    await ask('/a');
    clock.nowUs += 31 * second;
    origin.answer = always(shortLived, 'new');
    expect(await ask('/a')).toMatchObject({ body: 'new' });
  });

  it.each([500, 502, 503, 504])('answers in place of an origin’s %i', async (status) => {
    const { origin, ask, clock } = await start(always(shortLived, 'old'));
    await ask('/a');
    clock.nowUs += 50 * second;
    origin.answer = always({}, 'error', status);
    const answer = await ask('/a');
    expect(answer).toMatchObject({ status: 200, body: 'old', headers: { age: '50' } });
    expect(cacheStatus(answer)).toBe(`fwd=stale; fwd-status=${status}; detail=stale-if-error`);
    expect(await ask('/a', { method: 'HEAD' })).toMatchObject({ status: 200 });
  });

  it('answers in place of an origin that is gone', async () => {
    const { origin, ask, clock } = await start(always(shortLived, 'old'));
    await ask('/a');
    clock.nowUs += 50 * second;
    await origin.close();
    const answer = await ask('/a');
    expect(answer).toMatchObject({ status: 200, body: 'old' });
    expect(cacheStatus(answer)).toBe('fwd=stale; detail=stale-if-error');
    expect(await ask('/a', { method: 'HEAD' })).toMatchObject({ status: 200 });
  });

  it.each(['must-revalidate', 'proxy-revalidate', 's-maxage=10', 'no-cache'])(
    'answers nobody where the origin said %s',
    async (directive) => {
      const headers = { 'cache-control': `${shortLived['cache-control']}, ${directive}` };
      const { origin, ask, clock } = await start(always(headers, 'old'));
      await ask('/a');
      clock.nowUs += 15 * second;
      origin.answer = always({}, 'error', 503);
      expect(await ask('/a', { headers: { 'cache-control': 'max-stale=1000' } })).toMatchObject({
        status: 503,
        body: 'error',
      });
    },
  );

  it('answers by the gateway’s settings where those say so', async () => {
    const { origin, ask, clock } = await start(always({ 'cache-control': 'max-age=10' }, 'old'), {
      cache: { staleWhileRevalidateUs: 20 * second, staleIfErrorUs: 100 * second },
    });
    await ask('/a');
    clock.nowUs += 50 * second;
    origin.answer = always({}, 'error', 503);
    expect(await ask('/a')).toMatchObject({ status: 200, body: 'old' });
  });

  it('is kept when refreshing it fails', async () => {
    const { origin, ask, clock } = await start(always(shortLived, 'old'));
    await ask('/a');
    clock.nowUs += 15 * second;
    origin.answer = always({}, 'error', 500);
    await ask('/a');
    await vi.waitFor(() => expect(origin.seen).toHaveLength(2));
    expect(await ask('/a')).toMatchObject({ status: 200, body: 'old' });
  });
});

inModes(cachingModes, 'A response that is still fresh', (start) => {
  it('is refreshed early, by chance, where that is asked for', async () => {
    const { origin, ask, clock } = await start(
      (request, response) => {
        // The longer an origin takes, the earlier it is asked again.
        clock.nowUs += 2 * second;
        always({ 'cache-control': 'max-age=10' }, `answer ${origin.seen.length}`)(request, response);
      },
      { cache: { earlyRefresh: 1e6 } },
    );
    await ask('/a');
    expect(cacheStatus(await ask('/a'))).toMatch(/^hit; ttl=\d/);
    await vi.waitFor(() => expect(origin.seen.length).toBeGreaterThan(1));
  });
});
