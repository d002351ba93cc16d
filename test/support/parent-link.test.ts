import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReplyMessage } from '../../src/support/process-calls.ts';

let child: ChildProcess;

beforeEach(async () => {
  child = fork(new URL('./linked-child.js', import.meta.url));
  expect(await nextMessage()).toEqual({ event: 'ready' });
});

afterEach(async () => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
});

async function nextMessage(): Promise<ReplyMessage> {
  return ((await once(child, 'message')) as [ReplyMessage])[0];
}

async function call(name: string, argument?: unknown): Promise<ReplyMessage> {
  const reply = nextMessage();
  child.send({ call: name, id: 42, argument });
  return reply;
}

describe('serveParent', () => {
  it('replies to a call with its result, under the id of the call', async () => {
    expect(await call('double', 21)).toEqual({ id: 42, result: 42 });
    expect(await call('nothing')).toEqual({ id: 42 });
  });

  it('replies with code and hint to a call that fails for a reason meant for the user', async () => {
    expect(await call('lackPort')).toEqual({
      id: 42,
      error: { message: 'port 80 is taken', code: 'GATEBENCH_ENVIRONMENT', hint: 'Choose another.' },
    });
  });

  it('replies with the stack to a call that fails for any other reason', async () => {
    expect(await call('breakDown')).toMatchObject({
      id: 42,
      error: { message: 'a fault of our own', stack: expect.stringContaining('breakDown') },
    });
  });

  it.each([
    ['failAtOnce', 'before any promise'],
    ['toString', 'this process knows no call "toString"'],
  ])('survives the call %s', async (name, message) => {
    expect(await call(name)).toMatchObject({ id: 42, error: { message } });
    expect(await call('double', 1)).toEqual({ id: 42, result: 2 });
  });

  it('ends the process when the parent is gone', async () => {
    const gone = once(child, 'exit');
    child.disconnect();
    expect(await gone).toEqual([0, null]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves %s to the parent', async (signal) => {
    child.kill(signal);
    expect(await call('double', 2)).toEqual({ id: 42, result: 4 });
  });
});

describe('tellParent', () => {
  it('sends what was not asked for as an event', async () => {
    expect(await call('announce', { progress: 0.5 })).toEqual({ event: { progress: 0.5 } });
  });
});
