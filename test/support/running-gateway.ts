import type { RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';
import { type Gateway, startGateway } from '../../src/gateway/start-gateway.ts';
import { aGateway, type GatewayChanges } from './a-gateway.ts';
import { type Answered, type Asked, ask } from './http-client.ts';
import { type ProgrammableOrigin, startProgrammableOrigin } from './programmable-origin.ts';

export interface Rig {
  readonly origin: ProgrammableOrigin;
  readonly gateway: Gateway;
  /** What the gateway takes for the time; it stands still unless moved. µs since 1970. */
  readonly clock: { nowUs: number };
  /** Asks the gateway. */
  ask(path: string, asked?: Asked): Promise<Answered>;
}

/** An origin with a gateway before it, both stopped when the test is over. */
export async function startRig(answer: RequestListener, changes: GatewayChanges = {}): Promise<Rig> {
  const origin = await startProgrammableOrigin(answer);
  const clock = { nowUs: Date.now() * 1e3 };
  const gateway = await startGateway(aGateway(origin.url, changes), () => clock.nowUs);
  onTestFinished(async () => {
    await gateway.stop();
    await origin.close();
  });
  return { origin, gateway, clock, ask: (path, asked) => ask(gateway.origin, path, asked) };
}

/** The gateway's word on what it did, without its name: `hit; ttl=60`. */
export function cacheStatus({ headers }: Answered): string | undefined {
  return (headers['cache-status'] as string | undefined)?.replace('gatebench; ', '');
}

/** Whether an answer came from the store alone. */
export function isHit(answered: Answered): boolean {
  return cacheStatus(answered)?.startsWith('hit') ?? false;
}
