import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GatewayConfig } from '../../../src/gateway/messages.ts';
import type { ReplyMessage } from '../../../src/support/process-calls.ts';
import type { Side } from '../cores.ts';
import type { Server } from '../server.ts';
import type { Stage } from '../stage.ts';

/** The bench is one bundle, and the programs that it starts lie in a folder beside it. */
const bundled = new URL('processes/', import.meta.url);

/** Starts a server of `processes/` in a Node process of its own. */
export async function startPeer<Config>(
  stage: Stage,
  name: string,
  config: Config,
  side: Side = 'server',
): Promise<Server> {
  const entry = fileURLToPath(new URL(`${name}-process.js`, bundled));
  const { pid, answer } = await start<{ origin: string }>(stage, { entry, config, side });
  return { origin: answer.origin, pid };
}

/** Runs a program of `processes/` that only measures, and gives what it found. */
export async function runMeasurement<Found>(stage: Stage, name: string): Promise<Found> {
  const entry = fileURLToPath(new URL(`${name}-process.js`, bundled));
  const { answer } = await start<Found>(stage, { entry, config: undefined, side: 'server' });
  await stage.clear();
  return answer;
}

/** Starts the gateway as a run does: the compiled entry, in a process of its own. */
export async function startGateway(stage: Stage, config: GatewayConfig): Promise<Server> {
  const entry = 'dist/gateway/gateway-process.js';
  const { pid, answer } = await start<{ origin: string }>(stage, { entry, config, side: 'server' });
  return { origin: answer.origin, pid };
}

interface Starting {
  readonly entry: string;
  readonly config: unknown;
  readonly side: Side;
}

async function start<Answer>(
  stage: Stage,
  { entry, config, side }: Starting,
): Promise<{ pid: number; answer: Answer }> {
  const child = stage.spawn(side, process.execPath, [entry], ['ignore', 'inherit', 'inherit', 'ipc']);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${entry} ended with exit code ${code}.`);
  });
  // Whether it ends later is for whoever talks to it to notice.
  ended.catch(() => {});
  child.send({ call: 'start', id: 1, argument: config });
  const [reply] = (await Promise.race([once(child, 'message'), ended])) as [ReplyMessage];
  if ('error' in reply) throw new Error(`${entry}: ${reply.error.message}`);
  return { pid: child.pid as number, answer: (reply as { readonly result: Answer }).result };
}
