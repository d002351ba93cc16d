import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RedisLink } from '../../../src/gateway/store/redis-link.ts';
import { stall } from './stall.ts';

const redis = {} as never;

function startLink(deadlineMs: number) {
  const counters = { evictions: 0, storeErrors: 0 };
  return { link: new RedisLink(redis, deadlineMs, counters), counters };
}

/** A command whose reply the test gives. */
function aCommand<T>() {
  let reply: (value: T) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const replied = new Promise<T>((resolve, reject) => {
    reply = resolve;
    fail = reject;
  });
  return { run: () => replied, reply, fail };
}

class ReplyError extends Error {
  override name = 'ReplyError';
}

/** Both ends of a connection. */
async function connection(): Promise<{ readonly near: Socket; readonly far: Socket }> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const near = connect((server.address() as { port: number }).port, '127.0.0.1');
  const [far] = (await once(server, 'connection')) as [Socket];
  onTestFinished(() => {
    near.destroy();
    far.destroy();
    server.close();
  });
  return { near, far };
}

describe('RedisLink', () => {
  it('gives the reply, or undefined and a count for an error', async () => {
    const { link, counters } = startLink(60_000);
    expect(await link.ask(async () => 1)).toBe(1);
    expect(await link.ask(() => Promise.reject(new Error('no')))).toBeUndefined();
    expect(await link.tell(() => Promise.reject(new Error('no')))).toBeUndefined();
    expect(counters.storeErrors).toBe(1);
  });

  it('waits no longer than the deadline', async () => {
    const { link, counters } = startLink(1);
    expect(await link.ask(() => new Promise(() => {}))).toBeUndefined();
    expect(counters.storeErrors).toBe(1);
  });

  it('gives a request that has waited before only what is left of its time', async () => {
    const { link } = startLink(60_000);
    let isAsked = false;
    const command = async () => {
      isAsked = true;
    };
    expect(await link.ask(command, performance.now() - 60_000)).toBeUndefined();
    expect(isAsked).toBe(false);
    expect(await link.ask(() => new Promise(() => {}), performance.now() - 59_999)).toBeUndefined();
    // Which does not show that the server is slow.
    expect(await link.ask(async () => 1)).toBe(1);
  });

  it('makes nobody wait behind a reply that is overdue, until it is here', async () => {
    const { link } = startLink(1);
    const overdue = aCommand<number>();
    await link.ask(overdue.run);
    let asked = 0;
    const next = async () => ++asked;
    expect(await link.ask(next)).toBeUndefined();
    expect(asked).toBe(0);
    overdue.reply(1);
    await turn();
    expect(await link.ask(next)).toBe(1);
  });

  it('makes nobody wait behind a reply that is overdue, until its connection is lost', async () => {
    const { link } = startLink(1);
    const overdue = aCommand<number>();
    await link.ask(overdue.run);
    overdue.fail(new Error('Connection is closed.'));
    await turn();
    expect(await link.ask(async () => 1)).toBe(1);
  });

  it('asks no more after five failures in a row', async () => {
    const { link, counters } = startLink(60_000);
    let asked = 0;
    const failing = async () => {
      asked += 1;
      throw new Error('no');
    };
    for (let each = 0; each < 8; each++) await link.ask(failing);
    expect(asked).toBe(5);
    expect(counters.storeErrors).toBe(8);
  });

  it('goes on asking a server that refuses', async () => {
    const { link, counters } = startLink(60_000);
    const refused = () => Promise.reject(new ReplyError('OOM command not allowed'));
    for (let each = 0; each < 8; each++) await link.ask(refused);
    expect(await link.ask(async () => 1)).toBe(1);
    expect(counters.storeErrors).toBe(8);
  });

  it('does not take a reply for late that arrived while the process was busy', async () => {
    const { near, far } = await connection();
    const reply = startLink(5).link.ask(() => once(near, 'data'));
    far.write('reply');
    stall(20);
    expect(String(await reply)).toBe('reply');
  });
});

/** A turn of the event loop, in which all that is settled is heard. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
