import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loopback } from '../../../src/experiment/loopback.ts';

/** A plain server of Node. Like the gateway it has no timer on idle connections, and so writes no Keep-Alive. */
export async function listen(answer: RequestListener): Promise<{ origin: string }> {
  const server = createServer({ keepAliveTimeout: 0, noDelay: true }, answer);
  await once(server.listen(0, loopback), 'listening');
  return { origin: `http://${loopback}:${(server.address() as AddressInfo).port}` };
}
