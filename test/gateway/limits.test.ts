import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultLimits, type Limits } from '../../src/gateway/limits.ts';
import type { GatewayConfig } from '../../src/gateway/messages.ts';
import type { Gateway } from '../../src/gateway/start-gateway.ts';
import { startGateway } from '../../src/gateway/start-gateway.ts';
import { aGateway } from '../support/a-gateway.ts';
import { ask } from '../support/http-client.ts';
import { always, type ProgrammableOrigin, startProgrammableOrigin } from '../support/programmable-origin.ts';
import { sendRaw } from '../support/raw-client.ts';

interface Limited {
  readonly gateway: Gateway;
  readonly origin: ProgrammableOrigin;
}

async function startLimited(
  limits: Partial<Limits>,
  mode: GatewayConfig['mode'] = 'stateless',
  timeoutUs = 100_000,
): Promise<Limited> {
  const origin = await startProgrammableOrigin(always({}));
  const config = aGateway(origin.url, { mode, upstream: { timeoutUs } });
  const gateway = await startGateway(config, undefined, { ...defaultLimits, ...limits });
  onTestFinished(async () => {
    await gateway.stop();
    await origin.close();
  });
  return { gateway, origin };
}

async function statusOf(origin: string, bytes: string): Promise<number | undefined> {
  return (await sendRaw(origin, bytes, 1)).answers[0]?.status;
}

function open({ gateway }: Limited): Socket {
  const socket = connect(Number(new URL(gateway.origin).port), '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

const get = 'GET /a HTTP/1.1\r\nHost: a\r\n';

describe('a gateway takes of its clients', () => {
  it('a target that is as long as the limit, and none that is longer', async () => {
    const { gateway } = await startLimited({ targetBytes: 100 });
    const asked = (length: number) => `GET /${'a'.repeat(length - 1)} HTTP/1.1\r\nHost: a\r\n\r\n`;
    expect(await statusOf(gateway.origin, asked(100))).toBe(200);
    expect(await statusOf(gateway.origin, asked(101))).toBe(414);
  });

  it('targets of 8,000 bytes, as RFC 9112 §3 recommends', async () => {
    const { gateway } = await startLimited({});
    expect(await statusOf(gateway.origin, `GET /${'a'.repeat(7999)} HTTP/1.1\r\nHost: a\r\n\r\n`)).toBe(200);
  });

  it('so many fields, and so long ones', async () => {
    const { gateway } = await startLimited({ fields: 10, fieldBytes: 50 });
    expect(await statusOf(gateway.origin, `${get}${'A: b\r\n'.repeat(9)}\r\n`)).toBe(200);
    expect(await statusOf(gateway.origin, `${get}${'A: b\r\n'.repeat(10)}\r\n`)).toBe(431);
    expect(await statusOf(gateway.origin, `${get}A: ${'b'.repeat(49)}\r\n\r\n`)).toBe(200);
    expect(await statusOf(gateway.origin, `${get}A: ${'b'.repeat(50)}\r\n\r\n`)).toBe(431);
  });

  it('a body that is as long as the limit, and none that is longer, whether it says so or not', async () => {
    const { gateway, origin } = await startLimited({ requestBodyBytes: 1000 });
    const post = async (bytes: number, headers: Record<string, string>) =>
      (await ask(gateway.origin, '/a', { method: 'POST', headers, body: 'x'.repeat(bytes) })).status;
    expect(await post(1000, { 'content-length': '1000' })).toBe(200);
    expect(await post(1000, { 'transfer-encoding': 'chunked' })).toBe(200);
    const before = origin.seen.length;
    expect(await post(1001, { 'content-length': '1001' })).toBe(413);
    expect(origin.seen).toHaveLength(before);
    expect(await post(1001, { 'transfer-encoding': 'chunked' })).toBe(413);
  });

  it('answers a body that is too long although its client goes on sending', async () => {
    const { gateway } = await startLimited({ requestBodyBytes: 1000 });
    const sent = request(`${gateway.origin}/a`, {
      method: 'POST',
      agent: new Agent(),
      headers: { 'content-length': 1e9 },
    });
    sent.on('error', () => {});
    const pump = setInterval(() => sent.write(Buffer.alloc(64 * 1024)), 5);
    const [answer] = await once(sent, 'response');
    clearInterval(pump);
    expect(answer.statusCode).toBe(413);
    sent.destroy();
  });

  it('no header section that does not come to an end in time', async () => {
    const limited = await startLimited({ headerMs: 50 });
    const socket = open(limited);
    let text = '';
    socket.on('data', (piece) => {
      text += String(piece);
    });
    socket.write(get);
    const drip = setInterval(() => socket.write('X: a\r\n'), 10);
    await once(socket, 'close');
    clearInterval(drip);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    // Nor a connection on which none begins.
    await once(open(limited).resume(), 'close');
  });

  it('no body that does not come to an end in time', async () => {
    const limited = await startLimited({ headerMs: 50, requestMs: 100 });
    limited.origin.answer = (incoming) => incoming.resume();
    const socket = open(limited).resume();
    socket.write('POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 10);
    await once(socket, 'close');
    clearInterval(drip);
  });

  it('no client that reads nothing of its answer', async () => {
    const limited = await startLimited({ stallMs: 50 });
    const gaveUp = new Promise((resolve) => {
      limited.origin.answer = (_incoming, response) => {
        const push = (): void => {
          while (response.write(Buffer.alloc(256 * 1024)));
        };
        response.on('drain', push).on('close', resolve);
        push();
      };
    });
    open(limited).pause().write(`${get}\r\n`);
    // A client that does not read does not see the end of its connection; the origin sees that nobody wants its answer.
    await gaveUp;
  });

  it('no connection that asks for a tunnel, and no harm from one that breaks', async () => {
    const limited = await startLimited({});
    const tunnel = 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n';
    // A client that leaves its own side open is hung up on all the same.
    const { hostname, port } = new URL(limited.gateway.origin);
    const patient = connect({ host: hostname, port: Number(port), allowHalfOpen: true }).resume();
    patient.write(tunnel);
    await once(patient, 'end');
    const closed = new Promise((resolve) => patient.on('error', () => {}).once('close', resolve));
    const poke = setInterval(() => patient.write('x'), 10);
    await closed;
    clearInterval(poke);
    for (let count = 0; count < 10; count++) {
      const broken = open(limited);
      await once(broken, 'connect');
      broken.write(tunnel);
      broken.resetAndDestroy();
    }
    // An error that nobody heard would fail the test, and end a process.
    expect(await statusOf(limited.gateway.origin, `${get}\r\n`)).toBe(200);
  });

  it('no tunnel before the answers to what was asked earlier on the connection', async () => {
    const { gateway } = await startLimited({});
    const { answers } = await sendRaw(gateway.origin, `${get}\r\nCONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect(answers.map(({ status }) => status)).toEqual([200, 405]);
  });

  it('a connection that is idle for longer than an answer may stall, whatever it has asked for', async () => {
    const limited = await startLimited({ stallMs: 1 }, 'stateless', 20_000);
    const socket = open(limited);
    const post = 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nb';
    for (const bytes of [`${get}\r\n`, post, `${get}\r\n${get}\r\n`]) {
      socket.write(bytes);
      await once(socket, 'data');
      await sleep(200);
    }
    expect(socket.closed).toBe(false);
  });

  it('no connection that is idle for longer than the limit', async () => {
    const limited = await startLimited({ idleMs: 50 });
    const socket = open(limited).resume();
    socket.write(`${get}\r\n`);
    await once(socket, 'close');
  });

  it('so many connections at once, those first that have something to ask', async () => {
    const limited = await startLimited({ connections: 2 });
    const idle = [open(limited), open(limited)];
    for (const socket of idle) {
      socket.write(`${get}\r\n`);
      await once(socket, 'data');
    }
    const surplus = open(limited).resume();
    await Promise.all([surplus, ...idle].map((socket) => once(socket.resume(), 'close')));
    expect((await ask(limited.gateway.origin, '/a')).status).toBe(200);
  });

  it('so many requests of one connection that wait behind others', async () => {
    const limited = await startLimited({ pipelined: 10 }, 'stateless', 60e6);
    limited.origin.answer = () => {};
    const socket = open(limited).resume();
    socket.write(`${get}\r\n`.repeat(11));
    await expect.poll(() => limited.origin.seen.length).toBe(11);
    socket.write(`${get}\r\n`);
    await once(socket, 'close');
  });

  it.each(['stateless', 'memory'] as const)(
    'no work for clients that are gone, whether it was their turn to be answered or not, in mode %s',
    async (mode) => {
      const limited = await startLimited({}, mode, 60e6);
      let isWanted = 0;
      limited.origin.answer = (incoming, response) => {
        isWanted += 1;
        response.on('close', () => {
          isWanted -= 1;
        });
        // More than fits on the way, so that whoever does not read it holds it up for ever.
        if (incoming.url !== '/first') response.write(Buffer.alloc(32 * 2 ** 20));
      };
      const socket = open(limited);
      const paths = ['/first', '/second', '/third'];
      socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
      await expect.poll(() => isWanted).toBe(3);
      socket.destroy();
      await expect.poll(() => isWanted).toBe(0);
    },
  );
});
