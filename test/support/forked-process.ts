import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { ReplyMessage } from '../../src/support/process-calls.ts';

/** A process of a run, forked as a run does, and killed when the test is over. */
export interface ForkedProcess<C> {
  readonly child: ChildProcess;
  /** The reply to a call; rejects with the error as it crossed processes. */
  readonly call: (name: keyof C & string, argument?: unknown) => Promise<unknown>;
}

/** `entry`: within `dist/`, because a forked process cannot run TypeScript. */
export function forkProcess<C>(entry: string): ForkedProcess<C> {
  const child = fork(new URL(`../../dist/${entry}`, import.meta.url));
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
  return {
    child,
    call: async (name, argument) => {
      child.send({ call: name, id: 1, argument });
      const [reply] = (await once(child, 'message')) as [ReplyMessage];
      if ('error' in reply) throw reply.error;
      return 'result' in reply ? reply.result : undefined;
    },
  };
}
