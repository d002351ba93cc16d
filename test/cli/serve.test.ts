import { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { gatebench } from '../support/fake-context.ts';

/** A command that serves until it is told to stop; `origin` is what it printed. */
async function serving(argv: readonly string[], env: Record<string, string> = {}) {
  const signals = new EventEmitter();
  const printed: string[] = [];
  const outcome = gatebench(argv, { signals, env, onOutput: (text) => printed.push(text) });
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

  it('let resources change by themselves where the backend is told to', async () => {
    const backend = await serving(['backend', '--latency', '0ms', '--change-every', '10ms']);
    const changes = async () => {
      const response = await fetch(`${backend.origin}/prices/1`);
      await response.text();
      const { headers } = response;
      expect(headers.get('gatebench-version')).toBe(`${1 + Number(headers.get('gatebench-changes'))}`);
      return Number(headers.get('gatebench-changes'));
    };
    await expect.poll(changes).toBeGreaterThan(3);
  });

  it('cache by the policies and key rules that are asked for', async () => {
    const backend = await serving(['backend', '--latency', '0ms', '--body', '100B']);
    const rules = ['--sort-query', '--strip-query', 'utm_*', '--bypass-cookie', 'session,login'];
    const gateway = await serving(['gateway', '--mode', 'memory', '--origin', backend.origin, ...rules]);
    const ask = async (target: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${gateway.origin}${target}`, { headers });
      return { cacheStatus: response.headers.get('cache-status'), body: await response.text() };
    };
    const first = await ask('/products?a=1&utm_source=mail&b=2');
    expect(first).toMatchObject({ cacheStatus: expect.stringMatching(/fwd=uri-miss/) });
    // What is stripped is not forwarded either: the backend repeats the target that it was asked for.
    expect(first.body).toMatch(/^\/products\?a=1&b=2 v1\n/);
    expect((await ask('/products?b=2&a=1')).cacheStatus).toMatch(/; hit/);
    expect((await ask('/products?b=2&a=1', { cookie: 'login=17' })).cacheStatus).toMatch(/fwd=bypass/);
  });

  it('purge for whoever shows the token of the environment', async () => {
    const backend = await serving(['backend', '--latency', '0ms', '--body', '100B']);
    const argv = ['gateway', '--mode', 'memory', '--origin', backend.origin];
    const gateway = await serving(argv, { GATEBENCH_PURGE_TOKEN: 'a-token-of-the-test' });
    const read = async () => {
      const response = await fetch(`${gateway.origin}/products/17`);
      await response.text();
      return response.headers.get('cache-status');
    };
    const purge = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${gateway.origin}/products/17`, { method: 'PURGE', headers })).ok;
    };
    await read();
    expect([await purge('another-token'), await read()]).toEqual([false, expect.stringMatching(/; hit/)]);
    expect([await purge('a-token-of-the-test'), await read()]).toEqual([
      true,
      expect.stringMatching(/fwd=uri-miss/),
    ]);
  });

  it('store errors, but only those that were asked for', async () => {
    const backend = await serving(['backend', '--latency', '0ms', '--errors', '1']);
    const outcomes = async (...negative: string[]) => {
      const gateway = await serving(['gateway', '--mode', 'memory', '--origin', backend.origin, ...negative]);
      await (await fetch(`${gateway.origin}/broken`)).text();
      return (await fetch(`${gateway.origin}/broken`)).headers.get('cache-status');
    };
    expect(await outcomes('--negative', '404=1h', '--negative', '500=1h,503=origin')).toMatch(
      /; hit; ttl=3\d\d\d/,
    );
    expect(await outcomes('--negative', '404=1h')).toMatch(/fwd=uri-miss/);
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
