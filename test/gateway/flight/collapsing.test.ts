import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { expect, it, vi } from 'vitest';
import { cachingModes, inModes } from '../../support/gateway-modes.ts';
import { always } from '../../support/programmable-origin.ts';
import { cacheStatus, type Rig } from '../../support/running-gateway.ts';

const shared = { 'cache-control': 'max-age=60' };

interface Held {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  answer(headers?: Record<string, string>, body?: string, status?: number): void;
}

/** An origin that answers when the test says so; `/ping` at once. */
function heldOrigin() {
  const held: Held[] = [];
  const listener: RequestListener = (request, response) => {
    if (request.url === '/ping') return always({}, 'pong')(request, response);
    held.push({
      request,
      response,
      answer: (headers = shared, body = 'body', status = 200) =>
        always(headers, body, status)(request, response),
    });
  };
  return { held, listener };
}

/** Resolves when the gateway, which is in this process, has taken in every request sent before. */
async function takenIn({ ask }: Rig): Promise<void> {
  for (let round = 0; round < 5; round++) await ask('/ping');
}

function asked(held: readonly Held[], count: number): Promise<void> {
  return vi.waitFor(() => expect(held).toHaveLength(count));
}

inModes(cachingModes, 'Clients that want the same answer', (start) => {
  it('share one request to the origin', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const clients = Array.from({ length: 20 }, () => rig.ask('/a'));
    await takenIn(rig);
    expect(held).toHaveLength(1);
    held[0]?.answer();
    const answers = await Promise.all(clients);
    expect(answers.map(({ body }) => body)).toEqual(answers.map(() => 'body'));
    expect(answers.map(cacheStatus).sort()).toEqual([
      ...Array.from({ length: 19 }, () => 'fwd=uri-miss; fwd-status=200; collapsed'),
      'fwd=uri-miss; fwd-status=200; stored',
    ]);
    expect(cacheStatus(await rig.ask('/a'))).toBe('hit; ttl=60');
  });

  it('do not wait in vain again for what may never be used twice', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const first = [rig.ask('/a'), rig.ask('/a')];
    await takenIn(rig);
    expect(held).toHaveLength(1);
    held[0]?.answer({ 'cache-control': 'no-cache', etag: '"v1"' });
    await asked(held, 2);
    held[1]?.answer({ 'cache-control': 'no-cache', etag: '"v1"' });
    await Promise.all(first);
    const later = [rig.ask('/a'), rig.ask('/a')];
    await asked(held, 4);
    for (const { answer } of held.slice(2)) answer();
    await Promise.all(later);
  });

  it('do not, where collapsing is switched off', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener, { cache: { collapse: false } });
    const clients = [rig.ask('/a'), rig.ask('/a')];
    await asked(held, 2);
    for (const { answer } of held) answer();
    expect((await Promise.all(clients)).map(cacheStatus)).toEqual(
      clients.map(() => 'fwd=uri-miss; fwd-status=200; stored'),
    );
  });

  it('are given its beginning while the rest is still on its way, even if they come late', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const leader = readPieces(`${rig.gateway.origin}/a`);
    await asked(held, 1);
    const { response } = held[0] as Held;
    response.writeHead(200, shared);
    response.write('first ');
    expect(await (await leader).next()).toBe('first ');

    const follower = await readPieces(`${rig.gateway.origin}/a`);
    expect(await follower.next()).toBe('first ');
    expect(follower.headers.get('cache-status')).toContain('collapsed');
    response.end('last');
    expect(await follower.rest()).toBe('last');
    expect(await (await leader).rest()).toBe('last');
    expect(rig.origin.seen).toHaveLength(1);
  });

  it.each([
    ['private', { 'cache-control': 'private, max-age=60' }],
    ['not to be stored', { 'cache-control': 'no-store' }],
    ['accompanied by a cookie', { ...shared, 'set-cookie': 'user=alice' }],
  ])('each ask for their own when it proves to be %s, and later ones do not wait', async (_, headers) => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const clients = [rig.ask('/a'), rig.ask('/a'), rig.ask('/a')];
    await takenIn(rig);
    held[0]?.answer(headers, 'for the leader');
    await asked(held, 3);
    held[1]?.answer(headers, 'for one');
    held[2]?.answer(headers, 'for another');
    const bodies = (await Promise.all(clients)).map(({ body }) => body);
    expect(bodies.sort()).toEqual(['for another', 'for one', 'for the leader']);

    const later = [rig.ask('/a'), rig.ask('/a')];
    await asked(held, 5);
    for (const { answer } of held.slice(3)) answer(headers);
    await Promise.all(later);
  });

  it('are not given what the leader was given for its credentials', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const alice = rig.ask('/a', { headers: { authorization: 'Bearer alice' } });
    await asked(held, 1);
    const carol = rig.ask('/a', { headers: { authorization: 'Bearer carol' } });
    const bob = rig.ask('/a');
    await asked(held, 2);
    held[0]?.answer(shared, 'for alice');
    await asked(held, 3);
    for (const { request, answer } of held.slice(1))
      answer(shared, `for ${request.headers.authorization ?? 'anybody'}`);
    expect((await Promise.all([alice, bob, carol])).map(({ body }) => body)).toEqual([
      'for alice',
      'for anybody',
      'for Bearer carol',
    ]);
  });

  it('are not given another variant than they asked for', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const clients = ['de', 'en', 'de'].map((language) =>
      rig.ask('/a', { headers: { 'accept-language': language } }),
    );
    await takenIn(rig);
    const answer = ({ request, answer }: Held) =>
      answer({ ...shared, vary: 'accept-language' }, request.headers['accept-language']);
    answer(held[0] as Held);
    await asked(held, 2);
    answer(held[1] as Held);
    expect((await Promise.all(clients)).map(({ body }) => body)).toEqual(['de', 'en', 'de']);
    expect(held).toHaveLength(2);
  });

  it('are given the answer although the leader has left', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const leaving = new AbortController();
    const leader = fetch(`${rig.gateway.origin}/a`, { signal: leaving.signal }).catch(() => 'gone');
    await asked(held, 1);
    const follower = rig.ask('/a');
    await takenIn(rig);
    leaving.abort();
    expect(await leader).toBe('gone');
    await takenIn(rig);
    held[0]?.answer();
    expect((await follower).body).toBe('body');
    expect(held).toHaveLength(1);
  });

  it('let go of the origin when all have left', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const leaving = new AbortController();
    const clients = [1, 2].map(() =>
      fetch(`${rig.gateway.origin}/a`, { signal: leaving.signal }).catch(() => 'gone'),
    );
    await asked(held, 1);
    await takenIn(rig);
    const letGo = new Promise((resolve) => held[0]?.response.once('close', resolve));
    leaving.abort();
    await Promise.all(clients);
    await letGo;
  });

  it('try once more together when the leader’s request breaks, and fail only if that breaks too', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const clients = [rig.ask('/a'), rig.ask('/a'), rig.ask('/a')];
    await takenIn(rig);
    held[0]?.request.socket.destroy();
    await asked(held, 2);
    await takenIn(rig);
    held[1]?.answer();
    const statuses = (await Promise.all(clients)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 200, 502]);
    expect(held).toHaveLength(2);
  });

  it('are all hung up on when the answer breaks off, and nothing is kept of it', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const clients = [rig.ask('/a'), rig.ask('/a')].map((client) => client.catch(() => 'broken off'));
    await takenIn(rig);
    const { request, response } = held[0] as Held;
    response.writeHead(200, { ...shared, 'content-length': '100' });
    response.write('the beginning');
    await takenIn(rig);
    request.socket.destroy();
    expect(await Promise.all(clients)).toEqual(['broken off', 'broken off']);
    const next = rig.ask('/a');
    await asked(held, 2);
    held[1]?.answer();
    expect(cacheStatus(await next)).toMatch('fwd=uri-miss');
  });

  it('are not given an answer that was asked for before a write, if they come after it', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const before = rig.ask('/a');
    await asked(held, 1);
    const write = rig.ask('/a', { method: 'PUT', body: 'new' });
    await asked(held, 2);
    held[1]?.answer({});
    await write;
    const after = rig.ask('/a');
    await asked(held, 3);
    held[2]?.answer(shared, 'new');
    expect((await after).body).toBe('new');
    held[0]?.answer(shared, 'old');
    expect((await before).body).toBe('old');
    expect(await rig.ask('/a')).toMatchObject({ body: 'new' });
    expect(held).toHaveLength(3);
  });

  it('are given a body that proves too large to be kept, whole', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener, { cache: { maxBodyBytes: 100_000 } });
    const clients = [rig.ask('/a'), rig.ask('/a')];
    await takenIn(rig);
    const { response } = held[0] as Held;
    response.writeHead(200, shared);
    for (let piece = 0; piece < 50; piece++) response.write(String(piece % 10).repeat(10_000));
    response.end();
    const bodies = (await Promise.all(clients)).map(({ body }) => body);
    expect(bodies[0]).toHaveLength(500_000);
    expect(bodies[1]).toBe(bodies[0]);
    expect(held).toHaveLength(1);
  });

  it('evaluate their own conditions on the shared answer', async () => {
    const { held, listener } = heldOrigin();
    const rig = await start(listener);
    const knowing = rig.ask('/a', { headers: { 'if-none-match': '"v1"' } });
    await asked(held, 1);
    const ignorant = rig.ask('/a');
    await takenIn(rig);
    expect(held[0]?.request.headers['if-none-match']).toBeUndefined();
    held[0]?.answer({ ...shared, etag: '"v1"' });
    expect(await knowing).toMatchObject({ status: 304, body: '' });
    expect(await ignorant).toMatchObject({ status: 200, body: 'body' });
  });

  it('wait no longer than five seconds for another’s answer to begin', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { held, listener } = heldOrigin();
      const rig = await start(listener);
      const leader = rig.ask('/a');
      await vi.waitFor(() => expect(held).toHaveLength(1), { interval: 1 });
      const follower = rig.ask('/a');
      await takenIn(rig);
      vi.advanceTimersByTime(5000);
      await vi.waitFor(() => expect(held).toHaveLength(2), { interval: 1 });
      held[1]?.answer(shared, 'second');
      expect((await follower).body).toBe('second');
      held[0]?.answer(shared, 'first');
      expect((await leader).body).toBe('first');
    } finally {
      vi.useRealTimers();
    }
  });
});

async function readPieces(url: string) {
  const { headers, body } = await fetch(url);
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
  return {
    headers,
    next,
    rest: async () => {
      let text = '';
      for (let piece = await next(); piece !== ''; piece = await next()) text += piece;
      return text;
    },
  };
}
