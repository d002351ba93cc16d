import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayChanges } from '../support/a-gateway.ts';
import { always } from '../support/programmable-origin.ts';
import { type RedisServer, redisMissing, startRedisServer } from '../support/redis-server.ts';
import { cacheStatus, type Rig, startRig } from '../support/running-gateway.ts';

const second = 1e6;

let redis: RedisServer | undefined;

beforeAll(async () => {
  redis = redisMissing === undefined ? await startRedisServer() : undefined;
});

afterAll(() => redis?.close());

function inMode(mode: 'memory' | 'redis', changes: GatewayChanges): GatewayChanges {
  if (mode === 'memory') return { mode, ...changes };
  return { mode, redis: { url: redis?.url ?? '', keyPrefix: `${randomUUID()}:` }, ...changes };
}

/** Answers 304 to the given entity tag, with these fields either way. */
function validating(headers: Readonly<Record<string, string>>, body: string): RequestListener {
  return (request, response) => {
    const isKnown = request.headers['if-none-match'] === headers['etag'];
    always(headers, isKnown ? '' : body, isKnown ? 304 : 200)(request, response);
  };
}

describe.each(['memory', 'redis'] as const)('a gateway in mode %s', (mode) => {
  const test = it.skipIf(mode === 'redis' && redisMissing !== undefined);
  const start = (answer: RequestListener, changes: GatewayChanges = {}): Promise<Rig> =>
    startRig(answer, inMode(mode, changes));

  test('finds a response by its path as well as by its whole URI', async () => {
    const { ask } = await start(always({ 'cache-control': 'max-age=60' }));
    await ask('http://anything/a');
    expect(cacheStatus(await ask('/a'))).toMatch(/^hit/);
  });

  test('asks the origin once and answers from the store from then on', async () => {
    const { origin, ask, gateway } = await start(always({ 'cache-control': 'max-age=60', 'x-custom': 'a' }));
    const miss = await ask('/a?b=c');
    const hit = await ask('/a?b=c');
    expect([cacheStatus(miss), cacheStatus(hit)]).toEqual([
      'fwd=uri-miss; fwd-status=200; stored',
      'hit; ttl=60',
    ]);
    expect(hit).toMatchObject({
      status: 200,
      body: 'body',
      headers: { 'x-custom': 'a', 'content-length': '4' },
    });
    expect(hit.headers.date).toBe(miss.headers.date);
    expect(origin.seen).toHaveLength(1);
    expect(gateway.report()).toMatchObject({ forwarded: 1, storeErrors: 0, evictions: 0 });
  });

  test.each([
    ['/a%2fb', '/a/b'],
    ['/x/../y', '/y'],
    ['/a?b&c', '/a?c&b'],
    ['/A', '/a'],
    ['/a%zz', '/a'],
  ])('sends %s to the origin as it is and does not take it for %s', async (one, other) => {
    const { origin, ask } = await start((request, response) =>
      always({ 'cache-control': 'max-age=60' }, request.url)(request, response),
    );
    expect((await ask(one)).body).toBe(one);
    expect((await ask(other)).body).toBe(other);
    expect((await ask(one)).body).toBe(one);
    expect(origin.seen.map(({ url }) => url)).toEqual([one, other]);
  });

  test('tells the age of what it has, from Age, Date and the time in the store', async () => {
    const { ask, clock } = await start((request, response) => {
      const date = new Date(clock.nowUs / 1e3 - 3000).toUTCString();
      always({ 'cache-control': 'max-age=60', age: '10', date })(request, response);
    });
    expect((await ask('/a')).headers.age).toBe('10');
    clock.nowUs += 7.5 * second;
    const hit = await ask('/a');
    expect(hit.headers.age).toBe('17');
    expect(cacheStatus(hit)).toBe('hit; ttl=42');
  });

  test('asks again when a response is stale, and serves the new one', async () => {
    const { origin, ask, clock } = await start(always({ 'cache-control': 'max-age=60' }, 'old'));
    await ask('/a');
    clock.nowUs += 61 * second;
    origin.answer = always({ 'cache-control': 'max-age=60' }, 'new');
    const stale = await ask('/a');
    // Redis has thrown nothing out: its own clock has hardly moved.
    expect(cacheStatus(stale)).toBe('fwd=stale; fwd-status=200; stored');
    expect(stale.body).toBe('new');
    expect((await ask('/a')).body).toBe('new');
  });

  test('revalidates a stale response, and takes over what the 304 says', async () => {
    const { origin, ask, clock } = await start(
      validating({ 'cache-control': 'max-age=60', etag: '"1"', 'x-count': '1' }, 'body'),
    );
    await ask('/a');
    clock.nowUs += 100 * second;
    const date = new Date(clock.nowUs / 1e3).toUTCString();
    origin.answer = validating(
      { 'cache-control': 'max-age=90', etag: '"1"', 'x-count': '2', date },
      'never sent',
    );
    const revalidated = await ask('/a');
    expect(cacheStatus(revalidated)).toBe('fwd=stale; fwd-status=304; stored');
    expect(revalidated).toMatchObject({ status: 200, body: 'body', headers: { 'x-count': '2', age: '0' } });

    clock.nowUs += 80 * second;
    const hit = await ask('/a');
    expect(hit).toMatchObject({ body: 'body', headers: { 'x-count': '2', age: '80' } });
    expect(origin.seen).toHaveLength(2);
  });

  test('revalidates with Last-Modified where there is no entity tag', async () => {
    const modified = 'Sun, 06 Nov 1994 08:49:37 GMT';
    const { origin, ask, clock } = await start(
      always({ 'cache-control': 'max-age=1', 'last-modified': modified }),
    );
    await ask('/a');
    clock.nowUs += 5 * second;
    origin.answer = always({}, '', 304);
    expect(cacheStatus(await ask('/a'))).toBe('fwd=stale; fwd-status=304; stored');
    expect(origin.seen[1]?.headers).toMatchObject({ 'if-modified-since': modified });
  });

  test('asks for the whole response when a 304 speaks of one that it does not have', async () => {
    const { origin, ask, clock } = await start(always({ 'cache-control': 'max-age=1', etag: '"1"' }, 'old'));
    await ask('/a');
    clock.nowUs += 5 * second;
    origin.answer = (request, response) => {
      const isConditional = request.headers['if-none-match'] !== undefined;
      always(
        { etag: '"2"', 'cache-control': 'max-age=60' },
        isConditional ? '' : 'new',
        isConditional ? 304 : 200,
      )(request, response);
    };
    expect(await ask('/a')).toMatchObject({ status: 200, body: 'new' });
    expect(cacheStatus(await ask('/a'))).toMatch(/^hit/);
  });

  test.each([
    [{ 'cache-control': 'no-store' }, {}],
    [{ 'cache-control': 'private, max-age=60' }, {}],
    [{ 'cache-control': 'max-age=60', 'set-cookie': ['a=b', 'c=d'] }, {}],
    [{ 'cache-control': 'max-age=60', vary: 'accept, *' }, {}],
    [{ 'cache-control': 'max-age=60' }, { authorization: 'Bearer alice' }],
    [{ 'cache-control': 'max-age=60' }, { 'cache-control': 'no-store' }],
    [{ 'cache-control': 'max-age=60' }, { connection: 'close, cookie', cookie: 'a=b' }],
    [{}, {}],
  ])('does not keep an answer with %j to a request with %j', async (headers, asked) => {
    const { origin, ask } = await start(always(headers));
    const first = await ask('/a', { headers: asked });
    expect(first).toMatchObject({ status: 200, body: 'body', headers });
    expect(cacheStatus(first)).not.toContain('stored');
    expect(cacheStatus(await ask('/a', { headers: { 'cache-control': 'max-stale=9999' } }))).toMatch(
      /^fwd=uri-miss/,
    );
    expect(origin.seen).toHaveLength(2);
  });

  test('does not hand an error out to others', async () => {
    const { ask } = await start(always({ 'cache-control': 'max-age=60' }, 'sorry', 503));
    expect(await ask('/a')).toMatchObject({ status: 503, body: 'sorry' });
    expect(cacheStatus(await ask('/a'))).toBe('fwd=uri-miss; fwd-status=503');
  });

  test('keeps one response for each value of the fields that Vary names', async () => {
    const { origin, ask } = await start((request, response) => {
      const language = request.headers['accept-language'] ?? 'none';
      always({ 'cache-control': 'max-age=60', vary: 'Accept-Language' }, language)(request, response);
    });
    const inLanguage = (language: string) => ask('/a', { headers: { 'accept-language': language } });
    expect(cacheStatus(await inLanguage('de'))).toMatch(/^fwd=uri-miss/);
    await expect.poll(async () => cacheStatus(await inLanguage('de'))).toMatch(/^hit/);
    expect(cacheStatus(await inLanguage('en'))).toMatch(/^fwd=vary-miss.*stored$/);
    await expect.poll(async () => cacheStatus(await inLanguage('en'))).toMatch(/^hit/);
    expect((await inLanguage('de')).body).toBe('de');
    expect((await inLanguage('en')).body).toBe('en');

    await ask('/a', { method: 'PUT' });
    expect(cacheStatus(await inLanguage('de'))).toMatch(/^fwd=uri-miss/);
    await expect.poll(async () => cacheStatus(await inLanguage('de'))).toMatch(/^hit/);
    // The variants of before the write stay out of reach, although the resource is stored again.
    expect(cacheStatus(await inLanguage('en'))).toMatch(/^fwd=vary-miss/);
    expect(origin.seen.filter(({ method }) => method === 'GET').length).toBeGreaterThanOrEqual(4);
  });

  test('throws out what a write changed, before the writer is answered', async () => {
    const { origin, ask } = await start(always({ 'cache-control': 'max-age=60' }, 'old'));
    await ask('/a');
    origin.answer = always({ 'cache-control': 'max-age=60' }, 'new');
    expect(cacheStatus(await ask('/a', { method: 'PUT', body: 'new' }))).toBe('fwd=method; fwd-status=200');
    expect(await ask('/a')).toMatchObject({ body: 'new' });
  });

  test('throws out what Location and Content-Location name', async () => {
    const { origin, ask } = await start(always({ 'cache-control': 'max-age=60' }));
    for (const path of ['/a', '/b', '/c']) await ask(path);
    origin.answer = always({ location: '/a', 'content-location': `${origin.url}/b` }, '', 201);
    await ask('/form', { method: 'POST', body: 'x' });
    origin.answer = always({ 'cache-control': 'max-age=60' });
    const statuses = [];
    for (const path of ['/a', '/b', '/c']) statuses.push(cacheStatus(await ask(path))?.split(';')[0]);
    expect(statuses).toEqual(['fwd=uri-miss', 'fwd=uri-miss', 'hit']);
  });

  test('keeps what a failed write did not change', async () => {
    const { origin, ask } = await start(always({ 'cache-control': 'max-age=60' }));
    await ask('/a');
    origin.answer = always({}, 'no', 409);
    await ask('/a', { method: 'DELETE' });
    expect(cacheStatus(await ask('/a'))).toMatch(/^hit/);
  });

  test.each([{}, { vary: 'accept' }])(
    'does not keep an answer with %j that a write overtook',
    async (vary) => {
      const fields = { 'cache-control': 'max-age=60', ...vary };
      const { origin, ask } = await start(always(fields, 'old'));
      const pending: (() => void)[] = [];
      origin.answer = (request, response) => {
        if (request.method === 'GET') pending.push(() => always(fields, 'old')(request, response));
        else always({}, '')(request, response);
      };
      const slow = ask('/a');
      await expect.poll(() => pending.length).toBe(1);
      await ask('/a', { method: 'PUT', body: 'new' });
      pending[0]?.();
      expect((await slow).body).toBe('old');
      origin.answer = always(fields, 'new');
      expect((await ask('/a')).body).toBe('new');
    },
  );

  test('tells a client that has the response already so, and no more', async () => {
    const { origin, ask } = await start(
      always({ 'cache-control': 'max-age=60', etag: '"1"', 'x-custom': 'a' }),
    );
    await ask('/a');
    const known = await ask('/a', { headers: { 'if-none-match': 'W/"1", "2"' } });
    expect(known).toMatchObject({ status: 304, body: '', headers: { etag: '"1"', age: '0' } });
    expect(known.headers['x-custom']).toBeUndefined();
    expect(await ask('/a', { headers: { 'if-none-match': '"2"' } })).toMatchObject({
      status: 200,
      body: 'body',
    });
    expect(origin.seen).toHaveLength(1);
  });

  test('answers HEAD from a stored GET, and keeps nothing of a HEAD', async () => {
    const { origin, ask } = await start(always({ 'cache-control': 'max-age=60' }));
    expect(cacheStatus(await ask('/a', { method: 'HEAD' }))).toBe('fwd=uri-miss; fwd-status=200');
    await ask('/a');
    const head = await ask('/a', { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, body: '', headers: { 'content-length': '4' } });
    expect(cacheStatus(head)).toMatch(/^hit/);
    expect(origin.seen.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  test('does what the directives of a request ask for', async () => {
    const { ask, clock } = await start(validating({ 'cache-control': 'max-age=60', etag: '"1"' }, 'body'));
    const asking = async (directives: string) => {
      const { status, headers } = await ask('/a', { headers: { 'cache-control': directives } });
      return `${status} ${headers['cache-status']}`;
    };
    expect(await asking('only-if-cached')).toBe('504 gatebench; detail=only-if-cached');
    await ask('/a');
    expect(await asking('only-if-cached')).toBe('200 gatebench; hit; ttl=60');
    expect(await asking('no-cache')).toBe('200 gatebench; fwd=request; fwd-status=304; stored');
    clock.nowUs += 70 * second;
    expect(await asking('max-stale=20')).toBe('200 gatebench; hit; ttl=-10; detail=stale');
    expect(await asking('max-stale=5')).toBe('200 gatebench; fwd=stale; fwd-status=304; stored');
  });

  test.each([{ headers: { 'if-match': '"1"' } }, { headers: { 'content-length': '1' }, body: 'x' }])(
    'goes past the store for a request with %j',
    async (asked) => {
      const { origin, ask } = await start(always({ 'cache-control': 'max-age=60' }));
      await ask('/a');
      expect(cacheStatus(await ask('/a', asked))).toBe('fwd=bypass; fwd-status=200');
      expect(origin.seen[1]?.headers).toMatchObject(asked.headers);
    },
  );

  test('keeps responses as long as it was told, whatever the origin says of their lifetime', async () => {
    const { ask, clock } = await start(always({ 'cache-control': 'max-age=1' }), {
      cache: { ttlUs: 30 * second },
    });
    await ask('/a');
    clock.nowUs += 29 * second;
    expect(cacheStatus(await ask('/a'))).toBe('hit; ttl=1');
    clock.nowUs += second;
    expect(cacheStatus(await ask('/a'))).toMatch(/^fwd=stale/);
  });

  test('passes on what is larger than it may keep, without keeping it', async () => {
    const large = 'x'.repeat(5000);
    const { origin, ask } = await start(always({ 'cache-control': 'max-age=60' }, large), {
      cache: { maxBodyBytes: 4999 },
    });
    const first = await ask('/a');
    expect(first.body).toBe(large);
    expect(cacheStatus(first)).toBe('fwd=uri-miss; fwd-status=200');

    // Its size is not known beforehand, so it only turns out on the way that it is too large.
    origin.answer = (_request, response) => {
      response.writeHead(200, { 'cache-control': 'max-age=60' });
      response.write(large.slice(0, 2500));
      response.end(large.slice(2500));
    };
    expect((await ask('/a')).body).toBe(large);
    expect(cacheStatus(await ask('/a'))).toMatch(/^fwd=uri-miss/);
  });

  test('gives a body that came in chunks a length once it is complete', async () => {
    const { ask } = await start((_request, response) => {
      response.writeHead(200, { 'cache-control': 'max-age=60' });
      response.write('one ');
      response.end('two');
    });
    expect((await ask('/a')).headers['transfer-encoding']).toBe('chunked');
    expect(await ask('/a')).toMatchObject({ body: 'one two', headers: { 'content-length': '7' } });
  });

  test('breaks off what the origin broke off, and does not keep it', async () => {
    const { origin, ask } = await start((_request, response) => {
      response.writeHead(200, { 'cache-control': 'max-age=60', 'content-length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(ask('/a')).rejects.toThrow(/aborted|socket hang up/);
    origin.answer = always({ 'cache-control': 'max-age=60' }, 'whole');
    expect(await ask('/a')).toMatchObject({ status: 200, body: 'whole' });
  });

  test('does not keep a body whose end cannot be told from a break', async () => {
    const { ask } = await start((request, response) => {
      request.socket.end('HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n\r\nbody');
      response.destroy();
    });
    expect(cacheStatus(await ask('/a'))).toBe('fwd=uri-miss; fwd-status=200');
    expect(cacheStatus(await ask('/a'))).toMatch(/^fwd=uri-miss/);
  });

  test('neither keeps nor passes on fields that concern the connection', async () => {
    const { ask } = await start(
      always({
        'cache-control': 'max-age=60',
        connection: 'x-hop',
        'x-hop': '1',
        'proxy-authenticate': 'Basic',
        'x-end': '1',
      }),
    );
    for (const answered of [await ask('/a'), await ask('/a')]) {
      expect(answered.headers).toMatchObject({ 'x-end': '1', connection: 'close' });
      expect(answered.headers).not.toHaveProperty('x-hop');
      expect(answered.headers).not.toHaveProperty('proxy-authenticate');
    }
  });

  test('does not take an interim answer for the answer', async () => {
    const { ask } = await start((request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload', 'x-early': '1' });
      always({ 'cache-control': 'max-age=60' })(request, response);
    });
    for (const answered of [await ask('/a'), await ask('/a')]) {
      expect(answered).toMatchObject({ status: 200, body: 'body' });
      expect(answered.headers).not.toHaveProperty('link');
      expect(answered.headers).not.toHaveProperty('x-early');
    }
  });

  test('adds its word after that of a cache nearer to the origin', async () => {
    const { ask } = await start(always({ 'cache-control': 'max-age=60', 'cache-status': 'inner; hit' }));
    await ask('/a');
    expect((await ask('/a')).headers['cache-status']).toBe('inner; hit, gatebench; hit; ttl=60');
  });

  test('goes on with the old variants no longer than Vary names the same fields', async () => {
    const { origin, ask } = await start(always({ 'cache-control': 'max-age=60', vary: 'accept' }, 'old'));
    await ask('/a', { headers: { accept: 'x' } });
    origin.answer = always({ 'cache-control': 'max-age=60', vary: 'accept, cookie' }, 'new');
    await expect.poll(async () => cacheStatus(await ask('/a', { headers: { accept: 'x' } }))).toMatch(/^hit/);
    await ask('/a', { headers: { accept: 'y', cookie: 'a' } });
    await expect.poll(async () => (await ask('/a', { headers: { accept: 'x' } })).body).toBe('new');
  });
});

describe('a gateway in mode memory', () => {
  it('tells what it holds, and pushes out what is over its bound', async () => {
    const { ask, gateway } = await startRig(always({ 'cache-control': 'max-age=60' }, 'x'.repeat(1000)), {
      cache: { maxSizeBytes: 20_000 },
    });
    for (let at = 0; at < 20; at++) await ask(`/${at}`);
    const { stored, evictions } = gateway.report();
    expect(stored?.entries).toBeGreaterThan(5);
    expect(stored?.bytes).toBeLessThanOrEqual(20_000);
    expect(evictions).toBe(20 - (stored?.entries ?? 0));
    gateway.reset();
    expect(gateway.report()).toMatchObject({ stored, evictions: 0, forwarded: 0 });
    expect(cacheStatus(await ask('/19'))).toMatch(/^hit/);
  });

  it('bounds the variants of one resource', async () => {
    const { ask, gateway } = await startRig(always({ 'cache-control': 'max-age=60', vary: 'user-agent' }));
    for (let at = 0; at < 100; at++) await ask('/a', { headers: { 'user-agent': `agent ${at}` } });
    expect(gateway.report().stored?.entries).toBe(65);
  });

  it('stops at once although clients are connected and a request is in flight', async () => {
    const { ask, gateway, origin } = await startRig(() => {});
    const hanging = ask('/a').catch((error: Error) => error);
    await expect.poll(() => origin.seen.length).toBe(1);
    await gateway.stop();
    expect(await hanging).toBeInstanceOf(Error);
  });
});
