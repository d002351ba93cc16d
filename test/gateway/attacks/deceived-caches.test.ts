import type { RequestListener } from 'node:http';
import { expect, it } from 'vitest';
import { inEveryMode } from '../../support/gateway-modes.ts';

const alice = { cookie: 'session=alice' };
const bob = { cookie: 'session=bob' };

/** An origin that answers every path with the account of whoever is logged in. */
function account(fields: Readonly<Record<string, string>>): RequestListener {
  return (request, response) => {
    const body = `the account of ${request.headers.cookie ?? 'nobody'}`;
    response.writeHead(200, { ...fields, 'content-length': String(body.length) });
    response.end(body);
  };
}

const yesterday = { 'last-modified': new Date(Date.now() - 24 * 3600e3).toUTCString() };

/** What an origin that means an answer for one user may say of it, or leave unsaid. */
const meantForOne: readonly Readonly<Record<string, string>>[] = [
  {},
  yesterday,
  { ...yesterday, 'content-type': 'text/css' },
  { 'cache-control': 'private' },
  { 'cache-control': 'private, max-age=60' },
  { 'cache-control': 'max-age=60, Private="x"' },
  { 'cache-control': 'no-store' },
  { 'cache-control': 'no-cache' },
  { 'cache-control': 'max-age=0' },
  { 'cache-control': 'max-age=60', vary: 'cookie' },
  { 'cache-control': 'max-age=60', vary: '*' },
  { expires: '0' },
  { pragma: 'no-cache' },
];

/** `/me`, made to look like a file that everyone may have. */
const disguises = [
  '/me/x.css',
  '/me/logo.png',
  '/me;x.css',
  '/me%00x.css',
  '/me%23x.css',
  '/me%3fx.css',
  '/me%3Fx.css',
  '/me$x.css',
  '/me!x.js',
  '/me%0ax.css',
  '/me%09x.css',
  '/me.css',
  '/me\\x.css',
  '/me%5cx.css',
  '/me/%2e%2e/x.css',
  '/me?x.css',
  '/favicon.ico/..%2fme',
];

const disguisedAsStatic = [
  '/static/..%2fme',
  '/static/../me',
  '/static/%2e%2e/me',
  '/static/%2e%2e%2fme',
  '/static/..%5cme',
  '/static//../me',
  '/me/..%2fstatic/x.css',
  '//static/../me',
  '/STATIC/..%2fme',
];

inEveryMode('no path makes one user’s answer everyone’s', ({ start }) => {
  it('#12 an answer that is meant for one user is nobody else’s because its path looks like a file', async () => {
    for (const [at, fields] of meantForOne.entries()) {
      const { ask } = await start(account(fields));
      for (const path of [`/me/${at}.css`, `/me/${at}.js`, `/me/${at}`]) {
        expect((await ask(path, { headers: alice })).body).toContain('alice');
        expect((await ask(path, { headers: bob })).body, JSON.stringify(fields)).toContain('bob');
        expect((await ask(path)).body).toContain('nobody');
      }
    }
  });

  it('#13 no delimiter disguises a path', async () => {
    for (const fields of [{}, yesterday, { 'cache-control': 'private' }]) {
      const { ask } = await start(account(fields));
      for (const path of disguises) {
        expect((await ask(path, { headers: alice })).body).toContain('alice');
        expect((await ask(path, { headers: bob })).body, path).toContain('bob');
        expect((await ask(path)).body).toContain('nobody');
      }
    }
  });

  it('#14 a rule for static files gives no user’s answer away, whatever the origin makes of the path', async () => {
    const { origin } = await start(account({ 'cache-control': 'max-age=60' }));
    const key = { sortQuery: false, stripQuery: [], headers: [], cookies: [] };
    const { ask } = await start(account({ 'cache-control': 'max-age=60' }), {
      routes: [
        { method: 'GET', path: '/static/{path...}', origin: origin.url, key },
        { method: '*', path: '/{path...}', origin: origin.url },
      ],
    });
    for (const path of disguisedAsStatic) {
      expect((await ask(path, { headers: alice })).body).not.toContain('bob');
      expect((await ask(path, { headers: bob })).body, path).not.toContain('alice');
      expect((await ask(path)).body).toContain('nobody');
    }
  });
});
