import { expect, it } from 'vitest';
import { inEveryMode } from '../../support/gateway-modes.ts';
import { always } from '../../support/programmable-origin.ts';
import { isHit } from '../../support/running-gateway.ts';

const purgeToken = 'the-right-token';

/** What somebody without the token may try. */
const credentials: readonly Readonly<Record<string, string | string[]>>[] = [
  {},
  { authorization: 'Bearer wrong' },
  { authorization: 'Bearer' },
  { authorization: 'Bearer the-right-toke' },
  { authorization: 'Bearer the-right-token2' },
  { authorization: `Basic ${Buffer.from(`purge:${purgeToken}`).toString('base64')}` },
  { authorization: ['Bearer wrong', `Bearer ${purgeToken}`] },
  { 'x-purge-token': purgeToken, 'x-forwarded-for': '127.0.0.1' },
  { cookie: `token=${purgeToken}` },
];

inEveryMode('nobody throws out what is not theirs', ({ caches, start }) => {
  it('#32 nobody purges without the token', async () => {
    for (const token of [purgeToken, undefined]) {
      const { ask, origin } = await start(always({ 'cache-control': 'max-age=60', 'cache-tag': 'tag' }), {
        ...(token === undefined ? {} : { purgeToken: token }),
      });
      await ask('/victim');
      for (const headers of credentials) {
        const body = JSON.stringify({ everything: true });
        const length = { 'content-length': String(body.length) };
        const attempts = [
          ask('/victim', { method: 'PURGE', headers }),
          ask('http://localhost/victim', { method: 'PURGE', headers }),
          ask(`/.gatebench/purge`, { method: 'POST', headers: { ...headers, ...length }, body }),
          ask(`/.gatebench/purge?token=${purgeToken}`, { method: 'GET', headers }),
        ];
        for (const { status } of await Promise.all(attempts)) expect(status).toBe(401);
        expect(isHit(await ask('/victim')), JSON.stringify(headers)).toBe(caches);
      }
      expect(origin.seen.every(({ method, url }) => method === 'GET' && url === '/victim')).toBe(true);
    }
  });

  it('#32 nobody gives tags to what an origin answers but the origin', async () => {
    const { ask } = await start(always({ 'cache-control': 'max-age=60' }), { purgeToken: 'token' });
    const tags = { 'cache-tag': 'evil', 'surrogate-key': 'evil', 'cache-groups': '"evil"' };
    await ask('/victim', { headers: tags });
    const body = JSON.stringify({ tags: ['evil'] });
    const headers = { authorization: 'Bearer token', 'content-length': String(body.length) };
    const { status } = await ask('/.gatebench/purge', { method: 'POST', headers, body });
    expect(status).toBe(caches ? 200 : 404);
    expect(isHit(await ask('/victim'))).toBe(caches);
  });

  it('#32 an answer of one origin throws out nothing of another', async () => {
    const { ask, origin } = await start(always({ 'cache-control': 'max-age=60' }));
    await ask('/victim');
    for (const elsewhere of [
      'http://evil.example/victim',
      '//evil.example/victim',
      'https://127.0.0.1/victim',
      `http://127.0.0.1:1/victim`,
      `http://user@evil.example/victim`,
      'javascript:/victim',
      'http://[::1/victim',
    ]) {
      origin.answer = always({ location: elsewhere, 'content-location': elsewhere }, '', 201);
      expect((await ask('/other', { method: 'POST' })).status).toBe(201);
      expect(isHit(await ask('/victim')), elsewhere).toBe(caches);
    }
  });

  it('#32 a write that fails throws out nothing', async () => {
    const { ask, origin } = await start(always({ 'cache-control': 'max-age=60' }));
    await ask('/a');
    for (const status of [400, 401, 403, 404, 405, 500, 503]) {
      origin.answer = always({}, '', status);
      for (const method of ['PUT', 'DELETE', 'PATCH', 'POST']) await ask('/a', { method });
      expect(isHit(await ask('/a'))).toBe(caches);
    }
  });
});
