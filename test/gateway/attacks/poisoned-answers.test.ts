import { expect, it } from 'vitest';
import { inEveryMode } from '../../support/gateway-modes.ts';
import { isHit } from '../../support/running-gateway.ts';
import { echo, echoed } from './echo.ts';
import { proxyClaims } from './proxy-claims.ts';

const targetAlone = { sortQuery: false, stripQuery: [], headers: [], cookies: undefined };

/** One client asks with `evil` in some place; whoever asks after it for the same thing must not see any of that. */
inEveryMode('what one client says is not what another is answered', ({ caches, start }) => {
  it('#1 no field that only a proxy may say reaches the origin, by whatever spelling', async () => {
    const { ask, origin } = await start(echo());
    for (const [at, name] of proxyClaims.entries()) {
      for (const spelling of [name, name.toUpperCase(), name.replaceAll('-', '_')]) {
        const path = `/${at}/${spelling.length}${spelling}`;
        await ask(path, { headers: { [spelling]: ['evil', 'evil'] } });
        const clean = await ask(path);
        expect(clean.body, spelling).not.toContain('evil');
        expect(isHit(clean)).toBe(caches);
      }
    }
    expect(JSON.stringify(origin.seen.map(({ headers }) => headers))).not.toContain('evil');
  });

  it('#2 a reflected cookie does not come back to a client without it', async () => {
    const { ask } = await start(echo());
    await ask('/a', { headers: { cookie: 'lang=evil' } });
    const clean = await ask('/a');
    expect(clean.body).not.toContain('evil');
    await ask('/a', { headers: { cookie: 'lang=evil2' } });
    expect((await ask('/a')).body).not.toContain('evil');
  });

  it('#3 no combination of scheme and host makes a redirect to elsewhere', async () => {
    const { ask } = await start((request, response) => {
      const said = (name: string): string => String(request.headers[name] ?? '');
      const host = said('x-forwarded-host') || said('x-host') || said('host');
      const scheme = said('x-forwarded-proto') || said('x-forwarded-scheme');
      const location = `${scheme === 'http' ? 'https' : 'http'}://${host}/${scheme}`;
      response.writeHead(301, { location, 'cache-control': 'max-age=60', 'content-length': '0' });
      response.end();
    });
    const headers = {
      'x-forwarded-proto': 'nothttps-evil',
      'x-forwarded-scheme': 'evil',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example;proto=evil',
    };
    expect((await ask('/a', { headers })).headers.location).not.toContain('evil');
    expect((await ask('/a')).headers.location).not.toContain('evil');
  });

  it('#4 neither the host nor the port that a client names reaches the origin', async () => {
    const { ask, origin } = await start(echo());
    for (const host of ['site:1337', 'evil', '127.0.0.1:1']) await ask('/a', { headers: { host } });
    await ask('http://evil:1337/a');
    const clean = await ask('/a');
    expect(clean.body).not.toMatch(/evil|1337/);
    expect(new Set(origin.seen.map(({ headers }) => headers.host))).toEqual(
      new Set([new URL(origin.url).host]),
    );
  });

  it('#5 a query parameter that the key leaves out does not reach the origin either', async () => {
    const stripQuery = ['utm_*', 'fbclid'];
    const { ask, origin } = await start(echo(), { route: { key: { ...targetAlone, stripQuery } } });
    for (const query of ['utm_source=evil', 'utm_=evil', 'fbclid=evil', 'utm_source=evil&utm_source=evil']) {
      await ask(`/a?x=1&${query}`);
      const clean = await ask('/a?x=1');
      expect(echoed(clean).url).toBe('/a?x=1');
      expect(isHit(clean)).toBe(caches);
    }
    // Without a cache there is no key, and nothing to leave out.
    if (caches) expect(JSON.stringify(origin.seen)).not.toContain('evil');
  });

  it('#6 a parameter is not cloaked by a semicolon, by a repetition or by another spelling', async () => {
    const plain = await start(echo());
    const key = { ...targetAlone, sortQuery: true, stripQuery: ['utm_content'] };
    const stripping = await start(echo(), { route: { key } });
    const cloaked = [
      '/a?cb=a&utm_content=x;cb=evil',
      '/a?utm_content=x;cb=evil&cb=a',
      '/a?cb=a&cb=evil',
      '/a?cb=evil&cb=a',
      '/a?cb=a;cb=evil',
      '/a?cb=a&%63b=evil',
      '/a?cb=a&utm_content%3dx;cb=evil',
      '/a?cb=a&cb[]=evil',
      '/a?cb=a%26cb=evil',
      '/a?cb=a&amp;cb=evil',
    ];
    for (const target of cloaked) {
      await plain.ask(target);
      expect(echoed(await plain.ask('/a?cb=a')).url).toBe('/a?cb=a');
      await stripping.ask(target);
      expect(echoed(await stripping.ask('/a?cb=a')).url, target).toBe('/a?cb=a');
    }
  });

  it('#7 the body of a GET answers nobody but its sender', async () => {
    const { ask } = await start(echo());
    for (const [path, headers] of [
      ['/a', { 'content-length': '4' }],
      ['/b', { 'transfer-encoding': 'chunked' }],
      ['/c', { 'content-length': '4', 'content-type': 'application/x-www-form-urlencoded' }],
    ] as const) {
      await ask(path, { headers, body: 'evil' });
      expect(echoed(await ask(path)).body).toBe('');
      // And what is stored for others is no answer to it.
      expect(isHit(await ask(path, { headers, body: 'evil' }))).toBe(false);
      expect((await ask(path)).body).not.toContain('evil');
    }
  });

  it('#8 a field that overrides the method does not reach the origin', async () => {
    const { ask } = await start((request, response) => {
      const method = request.headers['x-http-method-override'] ?? request.headers['x-http-method'];
      response.writeHead(200, { 'cache-control': 'max-age=60' });
      response.end(String(method ?? request.headers['x-method-override'] ?? request.method));
    });
    for (const name of [
      'X-HTTP-Method-Override',
      'x-http-method',
      'X-Method-Override',
      'X_HTTP_Method_Override',
    ]) {
      expect((await ask(`/${name}`, { headers: { [name]: 'DELETE' } })).body).toBe('GET');
      expect((await ask(`/${name}`)).body).toBe('GET');
    }
    await ask('/a?_method=DELETE');
    expect(isHit(await ask('/a'))).toBe(false);
  });
});
