import { Agent, type RequestListener } from 'node:http';
import { expect, it } from 'vitest';
import { inEveryMode } from '../../support/gateway-modes.ts';
import type { Asked } from '../../support/http-client.ts';
import { isHit } from '../../support/running-gateway.ts';

const alice = { authorization: 'Bearer alice' };
const bob = { authorization: 'Bearer bob' };

/** An origin that answers by who asks. */
function greeting(fields: Readonly<Record<string, string | string[]>>): RequestListener {
  return (request, response) => {
    const body = `hello ${request.headers.authorization ?? 'nobody'}`;
    response.writeHead(200, { ...fields, 'content-length': String(body.length) });
    response.end(body);
  };
}

const forOne: readonly Readonly<Record<string, string>>[] = [
  { 'cache-control': 'private' },
  { 'cache-control': 'private, max-age=60' },
  { 'cache-control': 'PRIVATE,max-age=60, public' },
  { 'cache-control': 'private=, max-age=60' },
  { 'cache-control': 'max-age=60, no-store' },
  { 'cache-control': 'no-store, public' },
  { 'cache-control': 'max-age=60, public', 'set-cookie': 'session=alice' },
];

inEveryMode('no answer that is meant for one user reaches another', ({ caches, start }) => {
  it('#15 the answer to a request with credentials is nobody else’s', async () => {
    const silent = ['max-age=60', 'max-age=60, immutable', 'max-age=60, stale-while-revalidate=60', ''];
    for (const [at, value] of silent.entries()) {
      for (const authorization of ['Bearer alice', 'bearer alice', 'Basic YWxpY2U=', '']) {
        const { ask } = await start(greeting(value === '' ? {} : { 'cache-control': value }));
        await ask(`/${at}`, { headers: { authorization } });
        const asNobody = await ask(`/${at}`);
        expect(asNobody.body).toBe('hello nobody');
        expect(isHit(asNobody)).toBe(false);
      }
    }
  });

  it('#15 it is everybody’s where the origin says so', async () => {
    for (const value of ['public, max-age=60', 's-maxage=60', 'max-age=60, must-revalidate']) {
      const { ask } = await start(greeting({ 'cache-control': value }));
      await ask('/a', { headers: alice });
      const asBob = await ask('/a', { headers: bob });
      expect(isHit(asBob), value).toBe(caches);
    }
  });

  it('#16 nobody gets a cookie that was set for another, whatever staleness it asks for', async () => {
    let visitors = 0;
    const { ask, clock } = await start((_request, response) => {
      visitors += 1;
      response.writeHead(200, {
        'cache-control': 'max-age=1, public',
        'set-cookie': `visitor=${visitors}`,
        etag: '"1"',
      });
      response.end();
    });
    await ask('/a');
    clock.nowUs += 5e6;
    for (const value of [
      'max-stale=99999',
      'max-stale',
      'only-if-cached, max-stale',
      'max-stale, stale-if-error=9',
    ]) {
      const { headers } = await ask('/a', { headers: { 'cache-control': value } });
      expect(headers['set-cookie'] ?? [`visitor=${visitors}`]).toEqual([`visitor=${visitors}`]);
      expect(headers['set-cookie']).not.toEqual(['visitor=1']);
    }
  });

  it('#16 nor one that came with the confirmation of a stored answer', async () => {
    let visitors = 0;
    const { ask, clock } = await start((request, response) => {
      const isCheck = request.headers['if-none-match'] !== undefined;
      if (isCheck) visitors += 1;
      const cookie = isCheck ? { 'set-cookie': `visitor=${visitors}` } : {};
      response.writeHead(isCheck ? 304 : 200, { 'cache-control': 'max-age=60', etag: '"1"', ...cookie });
      response.end();
    });
    await ask('/a');
    clock.nowUs += 90e6;
    const cookies: unknown[] = [];
    for (let each = 0; each < 3; each++) {
      cookies.push((await ask('/a')).headers['set-cookie']?.[0]);
      clock.nowUs += 90e6;
    }
    const told = cookies.filter((cookie) => cookie !== undefined);
    expect(new Set(told).size).toBe(told.length);
  });

  it('#17 no client can ask for what the origin forbids to serve stale', async () => {
    for (const value of [
      'max-age=1, must-revalidate',
      'max-age=1, proxy-revalidate',
      's-maxage=1',
      'max-age=1, no-cache',
      'max-age=1, Must-Revalidate, stale-while-revalidate=60',
    ]) {
      const { ask, origin, clock } = await start(greeting({ 'cache-control': value }));
      await ask('/a');
      clock.nowUs += 10e6;
      for (const asked of ['max-stale', 'max-stale=99999', 'MAX-STALE=99999', 'max-age=99999, max-stale']) {
        const before = origin.seen.length;
        await ask('/a', { headers: { 'cache-control': asked } });
        expect(origin.seen.length, `${value} / ${asked}`).toBe(before + 1);
        clock.nowUs += 10e6;
      }
    }
  });

  it('#29 whoever waits for the answer to another gets none that is not its to have', async () => {
    for (const fields of forOne) {
      for (const [first, second] of [
        [alice, {}],
        [{}, bob],
        [alice, bob],
        [{}, {}],
      ] as const) {
        let visitors = 0;
        const arrived: (() => void)[] = [];
        const { ask } = await start((request, response) => {
          visitors += 1;
          const body = `${request.headers.authorization ?? 'nobody'}, visitor ${visitors}`;
          arrived.push(() => {
            response.writeHead(200, { ...fields, 'content-length': String(body.length) });
            response.end(body);
          });
          // Long enough that the other is there too, waiting or asking; the outcome is the same either way.
          setTimeout(() => arrived.shift()?.(), 20);
        });
        const asked: Asked[] = [{ headers: first }, { headers: second }, { headers: second }];
        const answers = await Promise.all(asked.map((each) => ask('/a', each)));
        for (const [at, { body }] of answers.entries()) {
          const { authorization = 'nobody' } = (asked[at]?.headers ?? {}) as { authorization?: string };
          expect(body).toContain(authorization);
        }
        expect(new Set(answers.map(({ body }) => body)).size, JSON.stringify(fields)).toBe(3);
      }
    }
  });

  it('#15 an answer by the client’s address is nobody else’s', async () => {
    const { ask } = await start((request, response) => {
      const body = `hello ${request.headers['x-forwarded-for']}`;
      const fields = { 'cache-control': 'max-age=60', vary: 'X-Forwarded-For' };
      response.writeHead(200, { ...fields, 'content-length': String(body.length) }).end(body);
    });
    expect(await ask('/a')).toMatchObject({ body: 'hello 127.0.0.1' });
    const elsewhere = new Agent({ localAddress: '127.0.0.2' });
    expect(await ask('/a', { agent: elsewhere })).toMatchObject({ body: 'hello 127.0.0.2' });
  });

  it('#34 no field of an answer tells its cache key', async () => {
    const { ask } = await start(greeting({ 'cache-control': 'max-age=60' }));
    for (let each = 0; each < 3; each++) {
      const { headers } = await ask('/a/secret?token=1');
      expect(JSON.stringify(headers)).not.toMatch(/secret|token|127\.0\.0\.1/);
      expect(Object.keys(headers).filter((name) => /^x-|key/.test(name))).toEqual([]);
    }
  });

  // A hit is faster than a miss, so timing tells that somebody asked for a shared answer before. That is what a shared
  // cache is; it is no secret whose answer it was, because an answer that belongs to one user is never there to be timed.
  it('#35 an answer for one user is never stored, so timing tells nothing of it', async () => {
    for (const fields of forOne) {
      const { ask, origin } = await start(greeting(fields));
      for (let each = 0; each < 3; each++) {
        expect(isHit(await ask('/a', { headers: alice }))).toBe(false);
        expect(isHit(await ask('/a'))).toBe(false);
      }
      expect(origin.seen).toHaveLength(6);
    }
  });
});
