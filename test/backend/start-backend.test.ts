import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { BackendConfig, BackendReport } from '../../src/backend/messages.ts';
import { type Backend, startBackend } from '../../src/backend/start-backend.ts';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { EnvironmentError } from '../../src/support/errors.ts';
import { machineNowUs } from '../../src/support/machine-clock.ts';
import { aBackend } from '../support/a-backend.ts';
import { distanceFromUniform } from '../support/distance-from-uniform.ts';

const running: Backend[] = [];
const agents: Agent[] = [];

afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy();
  await Promise.all(running.splice(0).map((backend) => backend.stop()));
});

async function start(changes?: Partial<BackendConfig>): Promise<Backend> {
  const backend = await startBackend(aBackend(changes));
  running.push(backend);
  return backend;
}

function keepAlive(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agents.push(agent);
  return agent;
}

interface Exchange {
  readonly response: IncomingMessage;
  readonly body: string;
}

async function ask(backend: Backend, line: string, options: { agent?: Agent } = {}): Promise<Exchange> {
  const [method, path] = line.split(' ');
  const sent = request(`${backend.origin}${path}`, { method, ...options }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { response, body: await text(response) };
}

/** Sends a request on a connection of its own, and returns when the backend has received it. */
async function arrive(backend: Backend, path: string): Promise<ClientRequest> {
  const { calls } = backend.report();
  const sent = request(backend.origin + path, { agent: false }).end();
  sent.on('error', () => {});
  while (backend.report().calls === calls) await new Promise(setImmediate);
  return sent;
}

async function bodyOf(sent: ClientRequest): Promise<string> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return text(response);
}

/** What the backend answers to text that is no HTTP: at once, whatever waits for service. */
async function sendNonsense(backend: Backend): Promise<string> {
  const socket = connect(Number(new URL(backend.origin).port), '127.0.0.1');
  socket.write('how do you do\r\n\r\n');
  return text(socket);
}

function timingsMs({ response }: Exchange): Record<string, number> {
  const header = String(response.headers['server-timing']);
  const members = header.split(', ').map((member) => /^(\w+);dur=(\d+\.\d{3})$/.exec(member));
  return Object.fromEntries(members.map((found) => [found?.[1], Number(found?.[2])]));
}

function countOf(histogram: string): number {
  return LatencyHistogram.decode(histogram).count;
}

describe('startBackend', () => {
  it('serves a resource, and after a write its next version', async () => {
    const backend = await start();
    expect((await ask(backend, 'GET /products/17')).body).toMatch(/^\/products\/17 v1\n/);
    expect((await ask(backend, 'PUT /products/17')).response.statusCode).toBe(204);
    const { response, body } = await ask(backend, 'GET /products/17');
    expect(body).toMatch(/^\/products\/17 v2\n/);
    expect(response.headers).toMatchObject({ 'content-length': '100', 'gatebench-version': '2' });
    expect(body.length).toBe(100);
  });

  it('sends bodies of exactly the size announced, on a connection that stays usable', async () => {
    const backend = await start();
    const agent = keepAlive();
    for (const bodyBytes of [0, 1, 15, 65_536, 1_000_000, 262_144 * 3 + 17]) {
      const sent = request(`${backend.origin}/a`, {
        agent,
        headers: { 'gatebench-body-bytes': bodyBytes },
      }).end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      expect((await text(response)).length).toBe(bodyBytes);
      expect(Number(response.headers['content-length'])).toBe(bodyBytes);
    }
  });

  it('answers HEAD without a body, on a connection that stays usable', async () => {
    const backend = await start();
    const agent = keepAlive();
    const { response, body } = await ask(backend, 'HEAD /products/17', { agent });
    expect([response.headers['content-length'], body]).toEqual(['100', '']);
    expect((await ask(backend, 'GET /products/17', { agent })).body.length).toBe(100);
  });

  it('says nothing of closing a connection that is idle', async () => {
    const backend = await start();
    const { response } = await ask(backend, 'GET /a', { agent: keepAlive() });
    expect(response.headers).toMatchObject({ connection: 'keep-alive' });
    expect(response.headers).not.toHaveProperty('keep-alive');
  });

  it('reads the body of a write to its end before the write takes effect', async () => {
    const backend = await start();
    const sent = request(`${backend.origin}/a`, { method: 'POST' });
    sent.write('half');
    while (backend.report().calls === 0) await new Promise(setImmediate);
    expect((await ask(backend, 'GET /a')).body).toMatch(/^\/a v1\n/);
    const answered = once(sent.end('and half'), 'response');
    expect(((await answered) as [IncomingMessage])[0].statusCode).toBe(204);
    expect((await ask(backend, 'GET /a')).body).toMatch(/^\/a v2\n/);
  });

  it('answers nonsense with 400', async () => {
    const answer = await sendNonsense(await start());
    expect(answer).toBe('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });

  it('says which port is taken', async () => {
    const { origin } = await start();
    const port = Number(new URL(origin).port);
    const second = startBackend(aBackend({ port }));
    await expect(second).rejects.toThrow(EnvironmentError);
    await expect(second).rejects.toMatchObject({
      message: `Port ${port} of 127.0.0.1 is taken.`,
      hint: expect.stringContaining('choose another'),
    });
  });

  it('drops what is in flight when it stops, and gives the port back', async () => {
    const backend = await start({ latencyUs: { kind: 'constant', value: 3600e6 } });
    const port = Number(new URL(backend.origin).port);
    const failure = once(await arrive(backend, '/a'), 'error');
    await running.pop()?.stop();
    expect(await failure).toMatchObject([{ code: 'ECONNRESET' }]);
    expect((await start({ port })).origin).toBe(backend.origin);
  });
});

describe('a backend with a capacity', () => {
  /** With this seed the first latency drawn is the slow one, and the second the fast one. */
  const slowThenFast: Partial<BackendConfig> = {
    seed: 4,
    latencyUs: { kind: 'bimodal', fast: 0, slow: 3600e6, slowShare: 0.5 },
  };

  it('serves one after the other, in the order they came', async () => {
    const backend = await start({ capacity: 1, latencyUs: { kind: 'constant', value: 20_000 } });
    const answered: string[] = [];
    const requests: Promise<unknown>[] = [];
    for (const path of ['/a', '/b', '/c', '/d']) {
      const body = bodyOf(await arrive(backend, path));
      requests.push(body.then((received) => answered.push(received.slice(0, 2))));
    }
    await Promise.all(requests);
    expect(answered).toEqual(['/a', '/b', '/c', '/d']);
    expect(countOf(backend.report().queueWait)).toBe(4);
  });

  it('reports the wait for a place apart from the delay', async () => {
    const backend = await start({ capacity: 1, latencyUs: { kind: 'constant', value: 20_000 } });
    const [first, second] = await Promise.all([ask(backend, 'GET /a'), ask(backend, 'GET /a')]);
    const [early, late] = [timingsMs(first), timingsMs(second)].sort(
      (a, b) => (a['queue'] ?? 0) - (b['queue'] ?? 0),
    );
    expect(late?.['queue']).toBeGreaterThan(early?.['queue'] ?? Number.NaN);
    expect([early?.['intended'], late?.['intended']]).toEqual([20, 20]);
  });

  it('gives the place of an aborted request to the next', async () => {
    const backend = await start({ ...slowThenFast, capacity: 1 });
    const slow = await arrive(backend, '/slow');
    const next = bodyOf(await arrive(backend, '/next'));
    slow.destroy();
    expect(await next).toMatch(/^\/next v1/);
    expect(countOf(backend.report().actualDelay)).toBe(1);
  });

  it('forgets a request that is aborted while it waits', async () => {
    const backend = await start({ ...slowThenFast, capacity: 1 });
    const slow = await arrive(backend, '/slow');
    const impatient = await arrive(backend, '/impatient');
    const last = bodyOf(await arrive(backend, '/last'));
    impatient.destroy();
    // Once this is answered, the backend has also seen what happened before it.
    await sendNonsense(backend);
    slow.destroy();
    expect(await last).toMatch(/^\/last v1/);
    const report = backend.report();
    expect([report.calls, countOf(report.intendedDelay)]).toEqual([3, 1]);
  });
});

describe('the latency of a backend', () => {
  it('is drawn from the distribution asked for, and given as far as timers can', async () => {
    const backend = await start({ latencyUs: { kind: 'uniform', min: 1000, max: 5000 } });
    const drawn: Record<string, number>[] = [];
    const connection = async () => {
      const agent = keepAlive();
      for (let count = 0; count < 30; count++) drawn.push(timingsMs(await ask(backend, 'GET /a', { agent })));
    };
    await Promise.all(Array.from({ length: 10 }, connection));

    const intended = drawn.map((timing) => ((timing['intended'] ?? Number.NaN) - 1) / 4);
    // The distance that one sample of 300 in a hundred exceeds; the sample is seeded.
    expect(distanceFromUniform(intended)).toBeLessThan(1.63 / Math.sqrt(300));

    const errors = drawn.map(({ intended = 0, delay = 0 }) => delay - intended);
    // Half a millisecond by rounding, two by the lead, one because a timer may fire as much too early.
    expect(Math.min(...errors)).toBeGreaterThan(-3.5);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(mean).toBeGreaterThan(-0.5);
  });

  it('is the same, request by request, for the same seed', async () => {
    const latencyUs = { kind: 'uniform', min: 0, max: 1000 } as const;
    const intended = async (seed: number) => {
      const backend = await start({ latencyUs, seed });
      const timings: unknown[] = [];
      for (let count = 0; count < 5; count++)
        timings.push(timingsMs(await ask(backend, 'GET /a'))['intended']);
      return timings;
    };
    expect(await intended(1)).toEqual(await intended(1));
    expect(await intended(1)).not.toEqual(await intended(2));
  });
});

describe('the report of a backend', () => {
  const counts = ({ calls, writes, notModified, errors }: BackendReport) => ({
    calls,
    writes,
    notModified,
    errors,
  });

  it('counts calls, writes and answers 304 since the last reset', async () => {
    const backend = await start();
    await ask(backend, 'GET /a');
    backend.reset();
    await ask(backend, 'PUT /a');
    await ask(backend, 'HEAD /a');
    const sent = request(`${backend.origin}/a`, { headers: { 'if-none-match': '"v2-100"' } }).end();
    expect(((await once(sent, 'response')) as [IncomingMessage])[0].resume().statusCode).toBe(304);
    const report = backend.report();
    expect(counts(report)).toEqual({ calls: 3, writes: 1, notModified: 1, errors: 0 });
    expect([report.intendedDelay, report.actualDelay, report.queueWait].map(countOf)).toEqual([3, 3, 3]);
    expect(report.resources.pid).toBe(process.pid);
    const { sinceUs, tickUs, calls } = report.arrivals;
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(sinceUs + calls.length * tickUs).toBeLessThan(machineNowUs() + tickUs);
  });

  it('counts errors made on purpose, which are no writes', async () => {
    const backend = await start({ errorRatio: 1 });
    const { response, body } = await ask(backend, 'PUT /a');
    expect([response.statusCode, body]).toEqual([500, 'a simulated error\n']);
    expect(counts(backend.report())).toEqual({ calls: 1, writes: 0, notModified: 0, errors: 1 });
  });

  it('survives a trip through JSON', async () => {
    const report = (await start()).report();
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});
