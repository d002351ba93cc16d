import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectRedis } from '../../../src/gateway/store/redis-client.ts';
import { RedisLink } from '../../../src/gateway/store/redis-link.ts';
import { stall } from './stall.ts';

/** A server that answers GET with "x", and stalls both itself and its client, which share a process, before that is read. */
async function startStallingRedis(): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const commands = String(bytes).toLowerCase();
      if (commands.includes('\nget\r')) {
        socket.write('$1\r\nx\r\n');
        stall(40);
      } else if (commands.includes('\ninfo\r')) socket.write('$0\r\n\r\n');
      else for (const _ of commands.match(/^\*/gm) ?? []) socket.write('+OK\r\n');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return `redis://127.0.0.1:${(server.address() as { port: number }).port}`;
}

describe('connectRedis', () => {
  it('gives a client that takes no reply for late that arrived while the process was busy', async () => {
    const redis = await connectRedis(await startStallingRedis());
    onTestFinished(() => redis.disconnect());
    expect(redis.status).toBe('ready');
    const link = new RedisLink(redis, 20, { evictions: 0, storeErrors: 0 });
    expect(await link.ask((client) => client.get('a'))).toBe('x');
  });
});
