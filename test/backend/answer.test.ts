import { describe, expect, it } from 'vitest';
import { type Answer, createAnswers } from '../../src/backend/answer.ts';
import type { BackendConfig } from '../../src/backend/messages.ts';
import { changeTimes } from '../../src/support/change-times.ts';
import { aBackend } from '../support/a-backend.ts';

const startMs = Date.UTC(2026, 0, 1, 12, 0, 0, 400);
const startDate = 'Thu, 01 Jan 2026 12:00:00 GMT';
const products = { method: 'GET', path: '/products/{id}', headers: { 'cache-control': 'max-age=60' } };

/** Asks a new backend; time is in ms since it started. */
function anAsker(changes: Partial<BackendConfig> = {}) {
  const answerTo = createAnswers(aBackend({ routes: [products], ...changes }), startMs);
  return (request: string, headers: Record<string, string> = {}, atMs = 0): Answer => {
    const [method = '', target = ''] = request.split(' ');
    return answerTo({ method, target, headers }, { wallMs: startMs + atMs, machineUs: atMs * 1e3 });
  };
}

describe('createAnswers', () => {
  it('answers a read with the version, its validators and the headers of the route', () => {
    const { status, headers, body } = anAsker()('GET /products/17');
    expect(status).toBe(200);
    expect(headers).toEqual({
      'cache-control': 'max-age=60',
      'content-length': '100',
      'content-type': 'text/plain; charset=utf-8',
      date: startDate,
      etag: '"v1-100"',
      'gatebench-version': '1',
      'last-modified': startDate,
    });
    expect(Buffer.concat(body).toString()).toMatch(/^\/products\/17 v1\n/);
  });

  it('answers HEAD as GET, but without the body', () => {
    const ask = anAsker();
    expect(ask('HEAD /products/17')).toEqual({ ...ask('GET /products/17'), body: [] });
  });

  it.each(['PUT', 'POST', 'PATCH', 'DELETE', 'PURGE'])('raises the version by %s', (method) => {
    const ask = anAsker();
    const { status, headers, body } = ask(`${method} /products/17`);
    expect([status, body, headers['gatebench-version']]).toEqual([204, [], '2']);
    expect(ask('GET /products/17').headers).toMatchObject({ 'gatebench-version': '2', etag: '"v2-100"' });
    expect(ask('GET /products/18').headers['gatebench-version']).toBe('1');
  });

  it('sends no validators in the answer to a write, because what was sent is not what is stored', () => {
    const { headers } = anAsker()('PUT /products/17');
    expect(Object.keys(headers).sort()).toEqual(['date', 'gatebench-version']);
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('raises no version by %s', (method) => {
    const ask = anAsker();
    ask(`${method} /products/17`);
    expect(ask('GET /products/17').headers['gatebench-version']).toBe('1');
  });

  it('dates a version by the write that made it', () => {
    const ask = anAsker();
    ask('PUT /products/17', {}, 90_000);
    expect(ask('GET /products/17', {}, 120_000).headers).toMatchObject({
      'last-modified': 'Thu, 01 Jan 2026 12:01:30 GMT',
      date: 'Thu, 01 Jan 2026 12:02:00 GMT',
    });
  });

  it('never dates a version later than the answer, even when the clock was set back', () => {
    const { headers } = anAsker()('GET /products/17', {}, -10_000);
    expect(headers['last-modified']).toBe(headers['date']);
  });

  it('tells how often a resource has changed by itself, and gives each change a tag and a date', () => {
    const ownChanges = { everyUs: 1e6, seed: 1, sinceUs: 0 };
    const ask = anAsker({ ownChanges });
    const first = changeTimes(ownChanges, '/products/17');
    const dueMs = Array.from({ length: 60 }, () => first() / 1e3);
    expect(ask('GET /products/17').headers).toMatchObject({
      'gatebench-version': '1',
      'gatebench-changes': '0',
    });
    const atMs = (dueMs.at(-1) as number) + 0.01;
    const { headers } = ask('GET /products/17', {}, atMs);
    expect(headers).toMatchObject({
      'gatebench-version': '61',
      'gatebench-changes': '60',
      etag: '"v61-100"',
      'last-modified': new Date(Math.floor((startMs + atMs) / 1000) * 1000).toUTCString(),
    });
    expect(ask('PUT /products/17', {}, atMs).headers).toMatchObject({
      'gatebench-version': '62',
      'gatebench-changes': '60',
    });
    expect(ask('GET /products/17', { 'if-none-match': '"v1-100"' }, atMs).status).toBe(200);
  });

  it('answers 304, with what it says about caching, to one who has the current version', () => {
    const ask = anAsker();
    for (const condition of [{ 'if-none-match': '"v1-100"' }, { 'if-modified-since': startDate }]) {
      expect(ask('GET /products/17', condition)).toEqual({
        status: 304,
        headers: {
          'cache-control': 'max-age=60',
          date: startDate,
          etag: '"v1-100"',
          'last-modified': startDate,
        },
        body: [],
      });
    }
  });

  it('answers 200 to one who has an older version', () => {
    const ask = anAsker();
    ask('PUT /products/17', {}, 5000);
    expect(ask('GET /products/17', { 'if-none-match': '"v1-100"' }, 6000).status).toBe(200);
    expect(ask('GET /products/17', { 'if-modified-since': startDate }, 6000).status).toBe(200);
  });

  it('leaves out the validators that are switched off', () => {
    const bare = anAsker({ etag: false, lastModified: false })('GET /products/17');
    expect(bare.headers).not.toHaveProperty('etag');
    expect(bare.headers).not.toHaveProperty('last-modified');
    const condition = { 'if-none-match': '"v1-100"', 'if-modified-since': startDate };
    expect(anAsker({ etag: false, lastModified: false })('GET /products/17', condition).status).toBe(200);
  });

  it('answers a request that no route matches, with no word on caching', () => {
    const { status, headers } = anAsker()('GET /elsewhere');
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('cache-control');
  });

  it('gives the body the size that the request asks for, up to 64 MiB', () => {
    const ask = anAsker();
    const size = (text: string) => {
      const { headers, body } = ask('GET /products/17', { 'gatebench-body-bytes': text });
      expect(body.reduce((sum, { length }) => sum + length, 0)).toBe(Number(headers['content-length']));
      return Number(headers['content-length']);
    };
    expect([size('0'), size('1'), size('300000'), size('99999999999')]).toEqual([
      0,
      1,
      300_000,
      64 * 2 ** 20,
    ]);
  });

  it('gives bodies of different sizes different tags', () => {
    const ask = anAsker();
    const tags = ['5', '6'].map((size) => ask('GET /a', { 'gatebench-body-bytes': size }).headers['etag']);
    expect(new Set(tags).size).toBe(2);
  });

  it.each(['-1', '1.5', '5 KB', ''])('answers 400 to a body size of %j', (text) => {
    const ask = anAsker();
    expect(ask('PUT /products/17', { 'gatebench-body-bytes': text }).status).toBe(400);
    expect(ask('GET /products/17').headers['gatebench-version']).toBe('1');
  });

  it('fails as often as asked, without a word on caching, and without raising versions', () => {
    const ask = anAsker({ errorRatio: 0.2 });
    const answers = Array.from({ length: 2000 }, () => ask('PUT /products/17'));
    const failed = answers.filter(({ status }) => status === 500);
    // Five standard deviations of a binomial count with n = 2000 and p = 0.2.
    expect(Math.abs(failed.length - 400)).toBeLessThan(90);
    expect(failed[0]?.headers).not.toHaveProperty('cache-control');
    expect(answers.findLast(({ status }) => status === 204)?.headers['gatebench-version']).toBe(
      String(2000 - failed.length + 1),
    );
  });

  it('fails the same requests for the same seed', () => {
    const statuses = (seed: number) => {
      const ask = anAsker({ errorRatio: 0.5, seed });
      return Array.from({ length: 100 }, () => ask('GET /products/17').status);
    };
    expect(statuses(1)).toEqual(statuses(1));
    expect(statuses(1)).not.toEqual(statuses(2));
  });
});
