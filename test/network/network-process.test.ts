import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { Endpoint, LinkConfig, NetworkCalls } from '../../src/network/messages.ts';
import { aBackend } from '../support/a-backend.ts';
import { forkProcess } from '../support/forked-process.ts';

async function aLinkToABackend(): Promise<LinkConfig> {
  const backend = await startBackend(aBackend());
  onTestFinished(() => backend.stop());
  const { hostname: host, port } = new URL(backend.origin);
  return {
    name: 'backend',
    delayUs: 500,
    jitterUs: 100,
    bytesPerSecond: 1e6,
    seed: 1,
    targets: [{ host, port: Number(port) }],
  };
}

describe('the network process', () => {
  it('lays links, breaks them and reports as its parent says', async () => {
    const { child, call } = forkProcess<NetworkCalls>('network/network-process.js');
    const [entrance] = (await call('open', await aLinkToABackend())) as Endpoint[];
    const url = `http://${entrance?.host}:${entrance?.port}/products/17`;
    expect(await (await fetch(url)).text()).toMatch(/^\/products\/17 v1\n/);
    await call('disturb', { link: 'backend', isDown: true, extraDelayUs: 0 });
    await expect(fetch(url)).rejects.toThrow();
    await call('disturb', { link: 'backend', isDown: false, extraDelayUs: 0 });
    expect((await fetch(url)).status).toBe(200);
    expect(await call('report')).toMatchObject({ pid: child.pid });
  });

  it('knows no links but those that it laid', async () => {
    const { call } = forkProcess<NetworkCalls>('network/network-process.js');
    const trouble = { link: 'redis', isDown: true, extraDelayUs: 0 };
    await expect(call('disturb', trouble)).rejects.toMatchObject({ message: 'there is no link "redis"' });
  });

  it('ends when its parent is gone, though connections are open', async () => {
    const { child, call } = forkProcess<NetworkCalls>('network/network-process.js');
    const [entrance] = (await call('open', await aLinkToABackend())) as Endpoint[];
    const socket = connect({ host: '127.0.0.1', port: entrance?.port ?? 0 }).resume();
    socket.on('error', () => {});
    await once(socket, 'connect');
    const gone = once(child, 'exit');
    child.disconnect();
    expect(await gone).toEqual([0, null]);
  });
});
