import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { GatewayConfig, GatewayReport } from '../../src/gateway/messages.ts';
import type { ReplyMessage } from '../../src/support/process-calls.ts';

/** A small heap is collected often, so that what is resident tells what is held; a leak bursts it before long. */
const smallHeap = ['--max-semi-space-size=4', '--max-old-space-size=128'];

/** A gateway in a process of its own, as a run starts it. */
export interface GatewayChild {
  readonly origin: string;
  report(): Promise<GatewayReport>;
  stop(): void;
}

/** @throws where it ends, or cannot be started */
export async function startGatewayChild(config: GatewayConfig): Promise<GatewayChild> {
  const child = fork('dist/gateway/gateway-process.js', { execArgv: smallHeap });
  const gone = once(child, 'exit').then(() => {
    throw new Error(`The gateway in mode ${config.mode} is gone.`);
  });
  gone.catch(() => {});
  const call = async (name: 'start' | 'report', argument?: unknown): Promise<unknown> => {
    child.send({ call: name, id: 1, argument });
    const [reply] = (await Promise.race([once(child, 'message'), gone])) as [ReplyMessage];
    if ('error' in reply) throw new Error(reply.error.message);
    return 'result' in reply ? reply.result : undefined;
  };
  const { origin } = (await call('start', config)) as { origin: string };
  return {
    origin,
    report: () => call('report') as Promise<GatewayReport>,
    stop: () => void child.kill('SIGKILL'),
  };
}
