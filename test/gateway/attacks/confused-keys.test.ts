import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inEveryMode } from '../../support/gateway-modes.ts';
import { isHit } from '../../support/running-gateway.ts';
import { echo, echoed } from './echo.ts';

/** Each is another resource to some origin. */
const targets = [
  '/a/b',
  '/a%2fb',
  '/a%2Fb',
  '/a%252fb',
  '/a//b',
  '//a/b',
  '/a/./b',
  '/a/x/../b',
  '/a/%2e%2e/b',
  '/a/b/',
  '/a/b?',
  '/a/b??',
  '/a/b?x',
  '/a/b?x=',
  '/a/b%3fx',
  '/a/b&x',
  '/A/B',
  '/a/b;x',
  '/a/b.',
  '/a/b%20',
  '/a/b+',
  '/a/%62',
  '/a/b%00',
  '/a/b%0a',
  '/a/b%23x',
  '/a\\b',
  '/',
  '/?',
  '//',
];

inEveryMode(
  'two requests share an answer only if no origin could tell them apart',
  ({ caches, redisUrl, start, startBefore }) => {
    it('#9 no text in a target passes for another part of the key', async () => {
      const { ask } = await start(echo({ 'cache-control': 'max-age=60', vary: 'x-a, x-b' }));
      const selections: Record<string, string>[] = [
        {},
        { 'x-a': '' },
        { 'x-b': '' },
        { 'x-a': '1' },
        { 'x-b': '1' },
        { 'x-a': '1', 'x-b': '1' },
        { 'x-a': '-' },
        { 'x-a': '1:1' },
        { 'x-a': '11:1' },
        { 'x-a': '-1:1' },
        { 'x-a': '1', 'x-b': '-' },
        { 'x-a': '1-' },
      ];
      for (const path of ['/a', '/a?x=1::__vary', '/a?v:1:1', '/4:GETa', '/a-1:1']) {
        for (const headers of selections) await ask(path, { headers });
        for (const headers of selections) {
          const answered = echoed(await ask(path, { headers }));
          expect(answered.url).toBe(path);
          expect([answered.headers['x-a'], answered.headers['x-b']]).toEqual([
            headers['x-a'],
            headers['x-b'],
          ]);
        }
      }
    });

    it('#9 whatever the values of the fields that select a variant are, each gets its own', async () => {
      const { ask } = await start(echo({ 'cache-control': 'max-age=60', vary: 'x-a, x-b' }));
      const text = fc.string({ unit: fc.constantFrom('1', ':', '-', 'v', '"', '|', ';'), maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(text, text, async (a, b) => {
          const { headers } = echoed(await ask('/a', { headers: { 'x-a': a, 'x-b': b } }));
          expect([headers['x-a'], headers['x-b']]).toEqual([a, b]);
        }),
        { numRuns: 60 },
      );
    });

    it('#10 every spelling of a path has its own answer, and reaches the origin byte for byte', async () => {
      const { ask } = await start(echo());
      for (const target of targets) expect(echoed(await ask(target)).url).toBe(target);
      for (const target of targets) {
        const again = await ask(target);
        expect(echoed(again).url).toBe(target);
        expect(isHit(again)).toBe(caches);
      }
    });

    it('#10 a whole URI as the target is the same resource as its path, whatever host it names', async () => {
      const { ask } = await start(echo());
      expect(echoed(await ask('http://evil:1/a%2fb?c')).url).toBe('/a%2fb?c');
      expect(echoed(await ask('/a%2fb?c')).url).toBe('/a%2fb?c');
      expect(isHit(await ask('/a%2fb?c'))).toBe(caches);
    });

    it('#11 gateways that share a store share no answers of different origins', async () => {
      const shared = redisUrl() === undefined ? {} : { redis: { keyPrefix: 'shared:' } };
      const one = await start(echo({ 'cache-control': 'max-age=60', 'x-tenant': 'one' }), shared);
      const two = await start(echo({ 'cache-control': 'max-age=60', 'x-tenant': 'two' }), shared);
      for (let each = 0; each < 2; each++) {
        expect((await one.ask('/a')).headers['x-tenant']).toBe('one');
        expect((await two.ask('/a')).headers['x-tenant']).toBe('two');
      }
    });

    it('#11 routes to different origins share no answers, though one target may reach both', async () => {
      const reads = await start(echo({ 'cache-control': 'max-age=60', 'x-origin': 'reads' }));
      const others = await start(echo({ 'cache-control': 'max-age=60', 'x-origin': 'others' }));
      const { origin } = await startBefore(reads.origin.url, {
        routes: [
          { method: 'GET', path: '/{path...}', origin: reads.origin.url },
          { method: '*', path: '/{path...}', origin: others.origin.url },
        ],
      });
      const answer = async (method: string) =>
        (await fetch(`${origin}/a`, { method })).headers.get('x-origin');
      for (let each = 0; each < 2; each++) {
        expect(await answer('GET')).toBe('reads');
        expect(await answer('OPTIONS')).toBe('others');
        expect(await answer('HEAD')).toBe('reads');
      }
    });

    it('#11 a tenant that is part of the key has answers of its own', async () => {
      const key = { sortQuery: false, stripQuery: [], headers: ['x-tenant'], cookies: undefined };
      const { ask } = await start(echo(), { route: { key } });
      const tenants = ['one', 'two', 'one,two', undefined, ''];
      for (let each = 0; each < 2; each++) {
        for (const tenant of tenants) {
          const headers = tenant === undefined ? {} : { 'x-tenant': tenant };
          expect(echoed(await ask('/a', { headers })).headers['x-tenant']).toBe(tenant);
        }
      }
    });
  },
);
