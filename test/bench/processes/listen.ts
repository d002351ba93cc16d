import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loopback } from '../../../src/experiment/loopback.ts';

/** A plain server of Node; it keeps idle connections as long as the gateway does, and so writes the same Keep-Alive. */
export async function listen(answer: RequestListener): Promise<{ origin: string }> {
  const server = createServer({ keepAliveTimeout: 3600e3, noDelay: true }, answer);
  await once(server.listen(0, loopback), 'listening');
  return { origin: `http://${loopback}:${(server.address() as AddressInfo).port}` };
}
