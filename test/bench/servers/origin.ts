import type { BareMapConfig } from '../processes/bare-map-process.ts';
import type { Stage } from '../stage.ts';
import { paths } from '../wrk.ts';
import { startFixedOrigin } from './nginx.ts';
import { startPeer } from './node-process.ts';

export const body = 'x'.repeat(1024);

/**
 * Answers every path of the load with the same body, which may be stored for an hour. It runs on the load's core, so that
 * it takes nothing from the server that is measured: nginx where it is installed, else a bare server in Node, which costs
 * the load's core more.
 */
export async function startOrigin(stage: Stage): Promise<string> {
  const nginx = await startFixedOrigin(stage, body);
  if (nginx !== undefined) return nginx.origin;
  const headers = ['content-type', 'text/plain', 'content-length', String(body.length)];
  const storable = [...headers, 'cache-control', 'public, max-age=3600'];
  const config: BareMapConfig = { paths, headers: storable, body };
  return (await startPeer(stage, 'bare-map', config, 'load')).origin;
}
