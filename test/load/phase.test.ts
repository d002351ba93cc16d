import { createServer, type ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { createRandom } from '../../src/support/random.ts';
import { listen, run, serve, serveRaw, start, times } from './run-phase.ts';

describe('startPhase', () => {
  it('records each answer of a server with a known delay once, and no faster than the delay', async () => {
    let served = 0;
    const origin = await serve((_, response) => {
      served += 1;
      setTimeout(() => {
        response.setHeader('Cache-Status', 'gatebench; fwd=uri-miss; stored');
        response.end('ok');
      }, 5);
    });
    const { requests, outcomes, statuses, traceEnded } = await run(origin, times(1e9), {
      durationUs: 300_000,
    });
    expect(requests.offered).toBe(served);
    expect(requests.completed).toBe(served);
    expect(statuses).toEqual({ 200: served });
    expect(outcomes.miss?.count).toBe(served);
    const latency = LatencyHistogram.decode(outcomes.miss?.latency ?? '');
    expect(latency.count).toBe(served);
    // Node's timers may be up to a millisecond early.
    expect(latency.minUs).toBeGreaterThanOrEqual(4000);
    expect(traceEnded).toBe(false);
  });

  it('sends what the workload says, in its order, to one name whatever the node', async () => {
    const seen: string[] = [];
    const answer = (text: string) => {
      seen.push(text);
      return 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
    };
    const origin = await serveRaw((socket, text) => socket.write(answer(text)));
    const requests = [
      { method: 'GET', target: '/a', bodyBytes: 12, user: 0 },
      { method: 'PUT', target: '/b', bodyBytes: undefined, user: 0 },
    ];
    await run(origin, { next: () => requests.shift() }, { connections: 1 });
    const host = new URL(origin).host;
    expect(seen).toEqual([
      `GET /a HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: gatebench\r\nGatebench-Body-Bytes: 12\r\n\r\n`,
      expect.stringMatching(/^PUT \/b HTTP\/1\.1\r\n.*Content-Length: 16\r\n\r\n\{"written":true\}$/s),
    ]);
  });

  it('ends when the trace has ended, once all that was in flight is answered', async () => {
    const origin = await serve((_, response) => setTimeout(() => response.end('ok'), 20));
    const { requests, traceEnded } = await run(origin, times(10));
    expect(requests).toMatchObject({ offered: 10, completed: 10 });
    expect(traceEnded).toBe(true);
  });

  it('waits, when its time is up, for what is in flight', async () => {
    const origin = await serve((_, response) => setTimeout(() => response.end('ok'), 500));
    const { requests, durationUs } = await run(origin, times(1e9), { durationUs: 300_000 });
    expect(requests).toMatchObject({ offered: 4, completed: 4, unfinished: 0 });
    expect(durationUs).toBeGreaterThan(300_000);
  });

  it('gives up the wait for what is in flight when the drain is over', async () => {
    const origin = await serve(() => {});
    const { requests } = await run(origin, times(1e9), { durationUs: 300_000, drainUs: 100_000 });
    expect(requests).toEqual({ offered: 4, completed: 0, errors: 0, timeouts: 0, unfinished: 4 });
  });

  it('ends at once when halted, with what is in flight unfinished', async () => {
    let held = 0;
    const origin = await serve((_, response) => {
      if (held === 0) response.end('ok');
      if (++held === 5) phase.halt();
    });
    const phase = start(origin, times(1e9));
    const { requests } = await phase.ended;
    expect(requests).toEqual({ offered: 5, completed: 1, errors: 0, timeouts: 0, unfinished: 4 });
  });

  it('gives up requests after any time limit, also below the second that autocannon takes at least', async () => {
    let previous: ServerResponse | undefined;
    const sockets = new Set<unknown>();
    const origin = await serve((request, response) => {
      sockets.add(request.socket);
      // The next request shows that this one was given up: its answer is late for certain.
      previous?.end('too late');
      previous = response;
    });
    const { requests, timeline } = await run(origin, times(4), { timeoutUs: 100_000, connections: 1 });
    expect(requests).toEqual({ offered: 4, completed: 0, errors: 0, timeouts: 4, unfinished: 0 });
    expect(timeline.failed.reduce((sum, count) => sum + count, 0)).toBe(4);
    // A late answer must not meet the next request, so each request has a socket of its own.
    expect(sockets.size).toBe(4);
  });

  it('counts attempts at a port where nobody listens, and makes few of them', async () => {
    const server = createServer();
    const origin = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const { requests, durationUs } = await run(origin, times(1e9), { durationUs: 300_000 });
    expect(requests.errors).toBeGreaterThanOrEqual(4);
    expect(requests.errors).toBeLessThan(4 * 8);
    expect(requests).toMatchObject({ offered: requests.errors, completed: 0 });
    expect(durationUs).toBe(0);
  });

  it('has as many connections to each node as requests may be under way in all', async () => {
    const counts = [0, 0];
    const origins = await Promise.all(
      counts.map((_, node) => {
        const server = createServer((__, response) => response.end('ok'));
        server.on('connection', () => {
          counts[node] = (counts[node] ?? 0) + 1;
        });
        return listen(server);
      }),
    );
    const { requests } = await run(origins, times(50), { connections: 6 });
    expect(requests).toMatchObject({ offered: 50, completed: 50 });
    expect(counts).toEqual([6, 6]);
  });

  it('tells one cache apart from the next by the last Cache-Status', async () => {
    const origin = await serve((_, response) => {
      response.setHeader('cache-status', ['origin; fwd=uri-miss', 'gatebench; hit']);
      response.end();
    });
    expect((await run(origin, times(5))).outcomes).toMatchObject({ hit: { count: 5 } });
  });

  it('accounts for every request, whatever the server does to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const random = createRandom(seed);
        let answered = 0;
        const origin = await serveRaw((socket) => {
          const fate = Math.floor(random() * 8);
          if (fate === 0) socket.destroy();
          else if (fate === 1) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf');
          else if (fate === 2) socket.write('no HTTP\r\n\r\n');
          else if (fate === 3) socket.resetAndDestroy();
          else if (fate === 4) socket.write('HTTP/1.1 200 OK\r\nContent-Le');
          else {
            answered += 1;
            const isLast = fate === 5;
            socket.write(
              `HTTP/1.1 200 OK\r\n${isLast ? 'Connection: close\r\n' : ''}Content-Length: 2\r\n\r\nok`,
            );
          }
        });
        const { requests, statuses } = await run(origin, times(120), {
          connections: 10,
          timeoutUs: 150_000,
          durationUs: 10e6,
        });
        const { offered, completed, errors, timeouts, unfinished } = requests;
        expect(offered).toBe(120);
        expect(completed + errors + timeouts + unfinished).toBe(offered);
        // An answer may be on its way when its request is given up.
        expect(completed).toBeLessThanOrEqual(answered);
        expect(completed).toBeGreaterThanOrEqual(answered - timeouts);
        expect(statuses).toEqual(completed === 0 ? {} : { 200: completed });
        expect(errors).toBeGreaterThan(0);
      }),
      { numRuns: 4 },
    );
  });
});
