import { expect, it } from 'vitest';
import { always } from '../../support/programmable-origin.ts';
import { inEveryMode, isHit } from './in-every-mode.ts';

inEveryMode('nobody throws out what is not theirs', ({ caches, start }) => {
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
