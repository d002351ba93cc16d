import { randomUUID } from 'node:crypto';
import { get, request as httpRequest, type RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { always } from '../support/programmable-origin.ts';
import { redisMissing, startRedisServer } from '../support/redis-server.ts';
import { startRig } from '../support/running-gateway.ts';

const delayMs = 60;
/** Timers may fire a hair before their time. */
const leastUs = (delayMs - 2) * 1000;

const slowly: RequestListener = (request, response) => {
  setTimeout(() => always({ 'cache-control': 'max-age=60' })(request, response), delayMs);
};

describe('the time within a gateway', () => {
  it('is waiting for the backend where a request is passed on, writes included', async () => {
    const { ask, gateway } = await startRig(slowly, { mode: 'stateless' });
    await ask('/a');
    await ask('/a', { method: 'POST', body: 'x' });
    const { time } = gateway.report();
    expect(time.requests).toBe(2);
    expect(time.storeUs).toBe(0);
    expect(time.backendUs).toBeGreaterThanOrEqual(2 * leastUs);
    expect(time.insideUs).toBeGreaterThanOrEqual(time.backendUs);
  });

  it('is not waiting for a backend where the answer is stored', async () => {
    const { ask, gateway } = await startRig(slowly, { mode: 'memory' });
    await ask('/a');
    gateway.reset();
    await ask('/a');
    await ask('/a');
    const { time } = gateway.report();
    expect(time).toMatchObject({ requests: 2, backendUs: 0 });
    expect(time.insideUs).toBeGreaterThan(0);
    expect(time.storeUs).toBeLessThanOrEqual(time.insideUs);
  });

  it('counts the wait for another’s call as a wait for the backend', async () => {
    const { ask, gateway, origin } = await startRig(slowly, { mode: 'memory' });
    await Promise.all([ask('/a'), ask('/a'), ask('/a')]);
    const { time } = gateway.report();
    expect(origin.seen).toHaveLength(1);
    expect(time.requests).toBe(3);
    // Those who join do so within the delay, but not all at its beginning.
    expect(time.backendUs).toBeGreaterThan(leastUs);
    expect(time.storeUs + time.backendUs).toBeLessThanOrEqual(time.insideUs + 3);
  });

  it('counts the body that is still arriving as a wait for the backend', async () => {
    let finish = () => {};
    const { gateway } = await startRig(
      (_request, response) => {
        response.writeHead(200, { 'cache-control': 'max-age=60' });
        response.write('begun');
        finish = () => void response.end('ended');
      },
      { mode: 'memory' },
    );
    await new Promise((ended) => {
      get(`${gateway.origin}/a`, (answer) => {
        // The gateway has passed on what there is before the client can know of it.
        setTimeout(() => finish(), delayMs);
        answer.resume().on('end', ended);
      });
    });
    expect(gateway.report().time.backendUs).toBeGreaterThanOrEqual(leastUs);
  });

  it('leaves out a request whose client did not wait for the answer', async () => {
    const { ask, gateway, origin } = await startRig(
      (request, response) => {
        if (request.url !== '/a') always({})(request, response);
      },
      { mode: 'stateless' },
    );
    const abandoned = httpRequest(`${gateway.origin}/a`).on('error', () => {});
    abandoned.end();
    await vi.waitFor(() => expect(origin.seen).toHaveLength(1));
    abandoned.destroy();
    await ask('/b');
    expect(gateway.report().time.requests).toBe(1);
  });

  it.skipIf(redisMissing !== undefined)('is waiting for the store where that is Redis', async () => {
    const redis = await startRedisServer();
    onTestFinished(() => redis.close());
    const { ask, gateway } = await startRig(slowly, {
      mode: 'redis',
      redis: { url: redis.url, keyPrefix: `${randomUUID()}:` },
    });
    await ask('/a');
    gateway.reset();
    await ask('/a');
    const { time } = gateway.report();
    expect(time).toMatchObject({ requests: 1, backendUs: 0 });
    expect(time.storeUs).toBeGreaterThan(0);
    expect(time.storeUs).toBeLessThan(time.insideUs);
  });
});
