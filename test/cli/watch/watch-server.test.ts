import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { EventStream } from '../../../src/cli/run/watch/event-stream.ts';
import { serveWatch } from '../../../src/cli/run/watch/watch-server.ts';
import { readEvents } from '../../support/sse-reader.ts';

/** A server whose state is how many events there were. */
async function aServer(page: () => string | undefined = () => '<p>the page</p>') {
  let count = 0;
  const events = new EventStream(() => ({ type: 'state', count }));
  const server = await serveWatch(0, { page, events });
  onTestFinished(async () => {
    await events.emptied(0);
    await server.close(0);
  });
  const send = (more: object = {}): void => {
    count += 1;
    events.send({ type: 'event', count, ...more });
  };
  return { server, events, send, port: Number(new URL(server.url).port) };
}

async function ask(
  port: number,
  { path = '/', method = 'GET', host = `127.0.0.1:${port}`, headers = {} } = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const asked = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    headers: { host, ...headers },
    agent: false,
  });
  asked.end();
  const [response] = await once(asked, 'response');
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, headers: response.headers, body };
}

describe('the server of the live page', () => {
  it('serves the page to this machine only, and forbids to put it into another', async () => {
    const { server, port } = await aServer();
    expect(server.url).toBe(`http://127.0.0.1:${port}/`);
    const { status, headers, body } = await ask(port);
    expect({ status, body }).toEqual({ status: 200, body: '<p>the page</p>' });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect((await ask(port, { host: `localhost:${port}` })).status).toBe(200);
  });

  it.each(['example.com', '127.0.0.1', 'localhost.example.com', '127.0.0.1:1', '[::1]'])(
    'refuses those who ask for it as %s',
    async (host) => {
      const { port } = await aServer();
      const { status, body } = await ask(port, { host });
      expect(status).toBe(421);
      expect(body).not.toContain('the page');
    },
  );

  it('takes GET alone, and knows no other path', async () => {
    const { port } = await aServer();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(await ask(port, { method })).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    }
    for (const path of ['/result.json', '/../package.json', '/%2e%2e/package.json', '//', '/events/x']) {
      expect((await ask(port, { path })).status).toBe(404);
    }
  });

  it('tells events to no page of another site', async () => {
    const { port, events } = await aServer();
    for (const site of ['cross-site', 'same-site']) {
      for (const path of ['/events', '/events?x']) {
        expect((await ask(port, { path, headers: { 'sec-fetch-site': site } })).status).toBe(403);
      }
    }
    expect(events.readers).toBe(0);
    // A link may lead here.
    expect((await ask(port, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(200);
  });

  it('asks to be patient while there is no page yet', async () => {
    const { port } = await aServer(() => undefined);
    expect(await ask(port)).toMatchObject({ status: 503, headers: { refresh: '1' } });
  });

  it('tells whoever comes the whole state, and then each event', async () => {
    const { server, send, events } = await aServer();
    send();
    send();
    const early = await readEvents(`${server.url}events`);
    send();
    const late = await readEvents(`${server.url}events`, { 'last-event-id': '1' });
    send();
    await vi.waitFor(() => expect([early.events.length, late.events.length]).toEqual([3, 2]));
    expect(early.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(early.retryMs).toBe(2000);
    expect(early.events).toEqual([
      { id: '2', data: { type: 'state', count: 2 } },
      { id: '3', data: { type: 'event', count: 3 } },
      { id: '4', data: { type: 'event', count: 4 } },
    ]);
    expect(late.events[0]).toEqual({ id: '3', data: { type: 'state', count: 3 } });
    early.close();
    await vi.waitFor(() => expect(events.readers).toBe(1));
    late.close();
  });

  it('shows a sign of life where there is nothing to tell', async () => {
    const { server, events } = await aServer();
    const reader = await readEvents(`${server.url}events`);
    events.beat();
    await vi.waitFor(() => expect(reader.comments).toEqual([': still here']));
    reader.close();
  });

  describe('and a reader that does not keep up', () => {
    const padding = 'x'.repeat(8000);

    /** Beside one that reads all, one that reads nothing until it is resumed. */
    async function aSlowOne() {
      const { server, events, send, port } = await aServer();
      const quick = await readEvents(`${server.url}events`);
      const slow = connect(port, '127.0.0.1');
      onTestFinished(() => {
        slow.destroy();
        quick.close();
      });
      slow.pause();
      slow.write(`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
      await vi.waitFor(() => expect(events.readers).toBe(2));
      const sendMany = async (many: number) => {
        for (let sent = 0; sent < many; sent++) {
          send({ padding });
          await new Promise((resolve) => setImmediate(resolve));
        }
        await vi.waitFor(() => expect(quick.events.at(-1)?.data).toMatchObject({ count: many }));
      };
      return { events, slow, sendMany };
    }

    it('keeps nothing for it but the state, which it gets once it reads again', async () => {
      const { slow, sendMany } = await aSlowOne();
      // 80 MB, far more than the system's own buffers take: the rest would be held in this process.
      await sendMany(10_000);
      let [bytes, end] = [0, ''];
      slow.on('data', (chunk) => {
        bytes += chunk.length;
        end = (end + chunk).slice(-500);
      });
      slow.resume();
      await vi.waitFor(() => expect(end).toContain('"type":"state","count":10000'));
      expect(bytes).toBeLessThan(40e6);
    });

    it('closes it when it has read nothing from one sign of life to the next', async () => {
      const { events, sendMany } = await aSlowOne();
      await sendMany(5000);
      events.beat();
      expect(events.readers).toBe(2);
      events.beat();
      await vi.waitFor(() => expect(events.readers).toBe(1));
    });
  });

  it('lets no more than a few dozen read', async () => {
    const { server } = await aServer();
    const readers = await Promise.all(Array.from({ length: 33 }, () => readEvents(`${server.url}events`)));
    expect(readers.map(({ response }) => response.statusCode).sort()).toEqual([...Array(32).fill(200), 503]);
    for (const reader of readers) reader.close();
  });

  it('waits for its readers no longer than it was told to, and closes whatever they do', async () => {
    const events = new EventStream(() => ({}));
    const server = await serveWatch(0, { page: () => '', events });
    await readEvents(`${server.url}events`);
    const idle = connect(Number(new URL(server.url).port), '127.0.0.1');
    idle.on('error', () => {});
    await once(idle, 'connect');
    await events.emptied(20);
    await server.close(20);
    await vi.waitFor(() => expect(events.readers).toBe(0));
    await expect(readEvents(`${server.url}events`)).rejects.toThrow();
    idle.destroy();
  });

  it('waits for a page that is being loaded to read the last event, and not for one that never does', async () => {
    const { server, events, send } = await aServer();
    events.expect(60_000);
    const emptied = events.emptied(60_000);
    send();
    const reader = await readEvents(`${server.url}events`);
    await vi.waitFor(() => expect(reader.events).toMatchObject([{ data: { type: 'state', count: 1 } }]));
    reader.close();
    await emptied;
    events.expect(20);
    await events.emptied(60_000);
  });

  it('says so where the port is taken', async () => {
    const { port } = await aServer();
    await expect(
      serveWatch(port, { page: () => '', events: new EventStream(() => ({})) }),
    ).rejects.toMatchObject({
      code: 'GATEBENCH_ENVIRONMENT',
      message: `Port ${port} of 127.0.0.1 is taken.`,
    });
  });
});
