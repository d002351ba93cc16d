import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import autocannon, { type Client } from 'autocannon';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/measure/histogram.ts';
import { allCompleted, listen, run, serve, serveRaw, times } from './run-phase.ts';

describe('autocannon', () => {
  it('is the version whose internals are known', () => {
    const { version } = createRequire(import.meta.url)('autocannon/package.json');
    expect(version).toBe('9.0.0');
  });

  it('has the internals that connections are built on', async () => {
    const origin = await serve((_, response) => response.end('ok'));
    const calls: string[] = [];
    const clients: Client[] = [];
    await autocannon({
      url: [origin, origin],
      connections: 2,
      duration: 2_000_000,
      timeout: 2_000_000,
      sampleInt: 20,
      skipAggregateResult: true,
      setupClient: (client) => {
        clients.push(client);
        const prototype = Object.getPrototypeOf(client);
        const before = { wired: Object.hasOwn(client.parser, 2), connected: client.conn !== undefined };
        calls.push(`setupClient ${JSON.stringify(before)}`);
        client._doRequest = () => calls.push('_doRequest');
        client._connect = () => {
          calls.push(`_connect ${[2, 3, 4].every((callback) => Object.hasOwn(client.parser, callback))}`);
          client.parser[2] = ({ statusCode, shouldKeepAlive, headers, versionMinor }) => {
            calls.push(`head ${statusCode} ${shouldKeepAlive} ${headers.includes('Date')} ${versionMinor}`);
            return false;
          };
          client.parser[3] = () => calls.push('body');
          client.parser[4] = () => {
            calls.push('end');
            client.destroy();
          };
          prototype._connect.call(client);
          client.conn?.once('connect', () => client.conn?.write('GET /own HTTP/1.1\r\nHost: a\r\n\r\n'));
        };
      },
    });
    const [client] = clients as [Client];
    const ofOne = ['setupClient {"wired":false,"connected":false}', '_connect true', '_doRequest'];
    expect(calls.slice(0, 6)).toEqual([...ofOne, ...ofOne]);
    const answer = ['head 200 true true 1', 'body', 'end'];
    expect(calls.slice(6)).toEqual([...answer, ...answer]);
    const constants = { ...client.parser.constructor };
    expect(constants).toMatchObject({ kOnHeadersComplete: 2, kOnBody: 3, kOnMessageComplete: 4 });
    for (const method of ['execute', 'finish', 'reinitialize'] as const) {
      expect(client.parser[method]).toBeTypeOf('function');
    }
    expect(client._destroyConnection).toBeTypeOf('function');
  });
});

describe('an autocannon connection, mended', () => {
  it('completes HEAD, whose answers tell a length but have no body', async () => {
    let served = 0;
    const origin = await serve((request, response) => {
      expect(request.method).toBe('HEAD');
      served += 1;
      response.setHeader('Content-Length', 5000);
      response.end();
    });
    const { requests } = await run(origin, times(60, { method: 'HEAD' }));
    expect(requests).toEqual(allCompleted(60));
    expect(served).toBe(60);
  });

  it('completes 204 and 304, with a length and without', async () => {
    const heads = ['204 No Content', '304 Not Modified', '304 Not Modified\r\nContent-Length: 5000'];
    let served = 0;
    const origin = await serveRaw((socket) => {
      socket.write(`HTTP/1.1 ${heads[served % 3]}\r\n\r\n`);
      served += 1;
    });
    const { requests, statuses } = await run(origin, times(60));
    expect(requests).toEqual(allCompleted(60));
    expect(statuses).toEqual({ 204: 20, 304: 40 });
    expect(served).toBe(60);
  });

  it('waits for the answer behind early hints and other interim responses', async () => {
    const origin = await serve((_, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => response.end('the answer'));
    });
    const { requests, statuses } = await run(origin, times(40));
    expect(requests).toEqual(allCompleted(40));
    expect(statuses).toEqual({ 200: 40 });
  });

  it('loses no request, and no clock, to servers that close the connection after each answer', async () => {
    let served = 0;
    const origin = await serve((_, response) => {
      served += 1;
      response.setHeader('Connection', 'close');
      response.end('ok');
    });
    const { requests, outcomes, durationUs } = await run(origin, times(60));
    expect(requests).toEqual(allCompleted(60));
    expect(served).toBe(60);
    // In a closed loop the latencies of a connection cannot overlap; an answer matched with an older request breaks this.
    const latency = LatencyHistogram.decode(outcomes.error?.latency ?? '');
    expect(latency.meanUs * 60).toBeLessThanOrEqual(4 * durationUs * 1.01);
  });

  it('completes answers that end with their connection', async () => {
    const origin = await serveRaw((socket) => {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nno length was told');
    });
    const { requests, statuses } = await run(origin, times(40));
    expect(requests).toEqual(allCompleted(40));
    expect(statuses).toEqual({ 400: 40 });
  });

  it('counts the bytes of binary bodies of 1 MiB, with a length and in chunks', async () => {
    const body = Buffer.alloc(
      2 ** 20,
      Uint8Array.from({ length: 256 }, (_, byte) => byte),
    );
    let served = 0;
    const origin = await serve((_, response) => {
      served += 1;
      if (served % 2 === 0) response.setHeader('Content-Length', body.length);
      response.write(body.subarray(0, 1000));
      response.end(body.subarray(1000));
    });
    const { requests, outcomes } = await run(origin, times(20));
    expect(requests).toEqual(allCompleted(20));
    const overhead = (outcomes.error?.bytes ?? 0) - 20 * body.length;
    expect(overhead).toBeGreaterThan(0);
    expect(overhead).toBeLessThan(20 * 1000);
  });

  it('counts what a server that dies leaves unanswered, and does not hammer its port', async () => {
    let served = 0;
    const server = createServer((request, response) => {
      served += 1;
      if (served <= 40) response.end('ok');
      else {
        server.close();
        request.socket.destroy();
      }
    });
    const origin = await listen(server);
    const { requests, timeline } = await run(origin, times(1e9), { connections: 1, durationUs: 500_000 });
    expect(requests.completed).toBe(40);
    expect(requests.errors).toBeGreaterThan(1);
    // The one that was lost, and retries after 10, 20, 40, 80, 160 ms and so on.
    expect(requests.errors).toBeLessThan(10);
    expect(requests.offered).toBe(requests.completed + requests.errors);
    expect(timeline.failed.reduce((sum, count) => sum + count, 0)).toBe(requests.errors);
  });
});
