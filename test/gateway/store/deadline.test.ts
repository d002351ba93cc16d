import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withDeadline } from '../../../src/gateway/store/deadline.ts';
import { stall } from './stall.ts';

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

describe('withDeadline', () => {
  it('settles as the work does', async () => {
    await expect(withDeadline(Promise.resolve(1), 60_000)).resolves.toBe(1);
    await expect(withDeadline(Promise.reject(new Error('no')), 60_000)).rejects.toThrow('no');
  });

  it('rejects work that is not done in time', async () => {
    await expect(withDeadline(new Promise(() => {}), 1)).rejects.toThrow('not done within 1 ms');
  });

  it('does not take a reply for late that arrived while the process was busy', async () => {
    const { near, far } = await connection();
    const reply = withDeadline(once(near, 'data'), 5);
    far.write('reply');
    stall(20);
    expect(String(await reply)).toBe('reply');
  });
});
