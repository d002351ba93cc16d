import type { ProxyConfig } from '../processes/proxy-config.ts';
import { compare, type Effort } from '../rival.ts';
import { type Row, toRow } from '../row.ts';
import { gatewayConfig } from '../servers/gateway-config.ts';
import { startForwardingNginx } from '../servers/nginx.ts';
import { startGateway, startPeer } from '../servers/node-process.ts';
import { startOrigin } from '../servers/origin.ts';
import type { Stage } from '../stage.ts';
import { connections, drive } from '../wrk.ts';

/** Forwarding over connections that stay open, with nothing stored. */
export async function forwarding(stage: Stage, effort: Effort): Promise<Row[]> {
  const origin = await startOrigin(stage);
  const gateway = await startGateway(stage, gatewayConfig('stateless', origin));
  const proxy: ProxyConfig = { origin, connections };
  const rows = await compare(
    stage,
    gateway,
    [
      {
        name: 'Fastify with reply-from',
        server: await startPeer(stage, 'reply-from', proxy),
        target: { atLeast: 1.5 },
      },
      {
        name: 'nginx proxy_pass',
        server: await startForwardingNginx(stage, origin),
        target: { atLeast: 0.65 },
      },
      { name: 'bare undici proxy', server: await startPeer(stage, 'undici-proxy', proxy) },
    ],
    effort,
  );
  return [...rows, await originAlone(stage, origin, effort)];
}

/** The origin shares the load's core. It must answer, together with the load, much faster than any proxy asks. */
async function originAlone(stage: Stage, origin: string, { seconds }: Effort): Promise<Row> {
  const { requestsPerSecond } = await drive(stage, origin, seconds);
  return toRow({
    what: 'origin alone',
    unit: 'requests/s',
    values: [requestsPerSecond],
    note: 'asked directly, on one core together with the load',
  });
}
