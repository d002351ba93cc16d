import { fileURLToPath } from 'node:url';
import type { ReplyMessage } from '../../../src/support/process-calls.ts';
import type { Side } from '../cores.ts';
import type { Stage } from '../stage.ts';

/** A program of `processes/` that runs in a process of its own and answers calls, one at a time. */
export type Peer = <Answer>(call: string, argument?: unknown) => Promise<Answer>;

/** The bench is one bundle, and the programs that it starts lie in a folder beside it. */
const bundled = new URL('processes/', import.meta.url);

/** Starts a program on the core of its side. It is stopped when the stage is cleared. */
export function openPeer(stage: Stage, name: string, side: Side): Peer {
  const entry = fileURLToPath(new URL(`${name}-process.js`, bundled));
  const child = stage.spawn(side, process.execPath, [entry], ['ignore', 'inherit', 'inherit', 'ipc']);
  let calls = 0;
  return (call, argument) =>
    new Promise<never>((resolve, reject) => {
      calls += 1;
      const ended = (code: number | null) => reject(new Error(`${name} ended with exit code ${code}.`));
      child.once('exit', ended);
      child.once('message', (reply: ReplyMessage) => {
        child.off('exit', ended);
        if ('error' in reply) reject(new Error(`${name}: ${reply.error.message}`));
        // A result of nothing is left out on the way.
        else resolve(('result' in reply ? reply.result : undefined) as never);
      });
      child.send({ call, id: calls, argument });
    });
}
