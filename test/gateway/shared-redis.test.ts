import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GatewayCalls } from '../../src/gateway/messages.ts';
import { aGateway, type GatewayChanges } from '../support/a-gateway.ts';
import { forkProcess } from '../support/forked-process.ts';
import { ask } from '../support/http-client.ts';
import { always } from '../support/programmable-origin.ts';
import { type RedisServer, redisMissing, startRedisServer } from '../support/redis-server.ts';
import { cacheStatus, type Rig, startRig } from '../support/running-gateway.ts';

const aMinute = { 'cache-control': 'max-age=60' };

describe.skipIf(redisMissing !== undefined).each(['redis', 'tiered'] as const)(
  'two gateways in mode %s on one Redis',
  (mode) => {
    let server: RedisServer;
    beforeAll(async () => {
      server = await startRedisServer();
      return () => server.close();
    });

    /** Both before the same origin, which answers with the number of the request. */
    async function startPair(): Promise<readonly [Rig, Rig, GatewayChanges]> {
      const changes = { mode, redis: { url: server.url, keyPrefix: `${randomUUID()}:` } };
      const one = await startRig(always(aMinute), changes);
      const numbered = always.bind(undefined, aMinute);
      one.origin.answer = (request, response) => numbered(`${one.origin.seen.length}`)(request, response);
      const routes = [{ method: '*', path: '/{path...}', origin: one.origin.url }];
      return [one, await startRig(always({}), { ...changes, routes }), changes];
    }

    /** Makes the origin wait with its answers until they are let go. */
    function holdAnswers({ origin }: Rig): () => void {
      const { answer } = origin;
      const held: (() => void)[] = [];
      origin.answer = (request, response) => {
        const number = origin.seen.length;
        held.push(() => always(aMinute, `${number}`)(request, response));
      };
      return () => {
        origin.answer = answer;
        for (const letGo of held.splice(0)) letGo();
      };
    }

    const bodyOf = async ({ ask: send }: Rig, path = '/a') => (await send(path)).body;

    it('answer with what the other has stored, until it is written to through any of them', async () => {
      const [one, other] = await startPair();
      expect(await bodyOf(one)).toBe('1');
      // Nobody waits until it is stored, but through the same gateway it is read after.
      expect(await bodyOf(one)).toBe('1');
      expect([await bodyOf(other), await bodyOf(other)]).toEqual(['1', '1']);
      await one.ask('/a', { method: 'PUT' });
      await expect.poll(() => bodyOf(other)).toBe('3');
      expect(await bodyOf(one)).toBe('3');
    });

    it('do not store an answer that is older than a write through the other', async () => {
      const [one, other] = await startPair();
      const letGo = holdAnswers(one);
      const slow = bodyOf(one);
      await expect.poll(() => one.origin.seen.length).toBe(1);
      one.origin.answer = always({}, 'written');
      await other.ask('/a', { method: 'PUT' });
      letGo();
      expect(await slow).toBe('1');
      expect([await bodyOf(other), await bodyOf(one)]).toEqual(['3', '3']);
    });

    it('ask the origin once for what is asked of both', async () => {
      const [one, other] = await startPair();
      const letGo = holdAnswers(one);
      const leading = one.ask('/a');
      await expect.poll(() => one.origin.seen.length).toBe(1);
      const following = [other.ask('/a'), other.ask('/a')];
      await new Promise((resolve) => setTimeout(resolve, 100));
      letGo();
      const answers = await Promise.all([leading, ...following]);
      expect(answers.map(({ body }) => body)).toEqual(['1', '1', '1']);
      expect(cacheStatus(answers[1] as never)).toMatch(/collapsed/);
      expect(one.origin.seen).toHaveLength(1);
    });

    it('ask on their own where the answer may not be shared', async () => {
      const [one, other] = await startPair();
      const held: ServerResponse[] = [];
      one.origin.answer = (_request, response) => void held.push(response);
      const both = [one.ask('/a'), other.ask('/a')];
      await expect.poll(() => held.length).toBe(1);
      one.origin.answer = always({ 'cache-control': 'private' }, 'mine');
      held[0]?.writeHead(200, { 'cache-control': 'private' }).end('mine');
      expect((await Promise.all(both)).map(({ body }) => body)).toEqual(['mine', 'mine']);
      expect(one.origin.seen).toHaveLength(2);
    });

    it.each([
      { method: 'GET', headers: { 'cache-control': 'no-store' } },
      { method: 'HEAD', headers: {} },
      { method: 'GET', headers: { range: 'bytes=0-0' } },
    ])('do not wait for an answer that is for one client, to %o', async (itsOwn) => {
      const [one, other] = await startPair();
      one.origin.answer = () => {};
      ask(one.gateway.origin, '/a', itsOwn).catch(() => {});
      await expect.poll(() => one.origin.seen.length).toBe(1);
      one.origin.answer = always(aMinute, 'shared');
      const asked = performance.now();
      expect(await bodyOf(other)).toBe('shared');
      // Whoever waits for another gateway's answer that does not come waits for five seconds.
      expect(performance.now() - asked).toBeLessThan(4000);
    });

    it('are not held up by one that was killed while it asked for both', async () => {
      const [one, other, changes] = await startPair();
      const letGo = holdAnswers(one);
      const { child, call } = forkProcess<GatewayCalls>('gateway/gateway-process.js');
      const { origin } = (await call('start', aGateway(one.origin.url, changes))) as { origin: string };
      ask(origin, '/a').catch(() => {});
      await expect.poll(() => one.origin.seen.length).toBe(1);
      const following = bodyOf(other);
      child.kill('SIGKILL');
      await once(child, 'exit');
      // A lease is gone after a second.
      await expect.poll(() => one.origin.seen.length, { timeout: 3000 }).toBe(2);
      letGo();
      expect(await following).toBe('2');
    });
  },
);
