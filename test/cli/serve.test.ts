import { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { gatebench } from '../support/fake-context.ts';

/** A command that serves until it is told to stop; `origin` is what it printed. */
async function serving(argv: readonly string[]) {
  const signals = new EventEmitter();
  const printed: string[] = [];
  const outcome = gatebench(argv, { signals, onOutput: (text) => printed.push(text) });
  const origin = await vi.waitFor(
    () => {
      const [, found] = /^(http:\/\/127\.0\.0\.1:\d+)\n$/.exec(printed.join('')) ?? [];
      if (found === undefined) throw new Error(`no address yet: ${printed.join('')}`);
      return found;
    },
    { timeout: 20_000 },
  );
  const stop = (): typeof outcome => {
    signals.emit('SIGINT', 'SIGINT');
    return outcome;
  };
  onTestFinished(async () => void (await stop()));
  return { origin, stop };
}

describe('gatebench backend and gatebench gateway', () => {
  it('run alone, tell where they listen, and stop cleanly', async () => {
    const backend = await serving(['backend', '--latency', '0ms', '--body', '100B']);
    const gateway = await serving(['gateway', '--mode', 'memory', '--origin', backend.origin]);

    const ask = async (init?: RequestInit) => {
      const response = await fetch(`${gateway.origin}/products/17`, init);
      return { cacheStatus: response.headers.get('cache-status'), body: await response.text() };
    };
    expect((await ask()).cacheStatus).toMatch(/^gatebench; fwd=uri-miss/);
    const hit = await ask();
    expect(hit.cacheStatus).toMatch(/^gatebench; hit/);
    expect(hit.body).toMatch(/^\/products\/17 v1\n/);
    expect((await ask({ method: 'PUT', body: 'new' })).cacheStatus).toMatch(/fwd=method/);
    expect((await ask()).body).toMatch(/^\/products\/17 v2\n/);

    expect(await gateway.stop()).toMatchObject({ exitCode: 0, stderr: '' });
    await expect(fetch(gateway.origin)).rejects.toThrow();
    expect(await backend.stop()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it.each([
    [['backend', '--port']],
    [['gateway', '--mode', 'memory', '--origin', 'http://127.0.0.1:9', '--port']],
  ])('%j says which port is taken', async (argv) => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    onTestFinished(() => void server.close());
    const { exitCode, stderr } = await gatebench([...argv, String(port)]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`Port ${port} of 127.0.0.1 is taken.\n  hint: Stop what listens there`);
  });
});
