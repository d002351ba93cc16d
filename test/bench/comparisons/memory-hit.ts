import type { BareMapConfig } from '../processes/bare-map-process.ts';
import { compare, type Effort } from '../rival.ts';
import type { Row } from '../row.ts';
import { gatewayConfig } from '../servers/gateway-config.ts';
import { startCachingNginx } from '../servers/nginx.ts';
import { startGateway, startPeer } from '../servers/node-process.ts';
import { body, startOrigin } from '../servers/origin.ts';
import { startVarnish } from '../servers/varnish.ts';
import type { Stage } from '../stage.ts';
import { paths } from '../wrk.ts';
import { hitHeaders } from './hit-headers.ts';

/** 1 KiB out of memory, a thousand keys: beside the least that Node can do, and beside caches written in C. */
export async function memoryHit(stage: Stage, effort: Effort): Promise<Row[]> {
  const origin = await startOrigin(stage);
  const gateway = await startGateway(stage, gatewayConfig('memory', origin));
  const headers = await hitHeaders(`${gateway.origin}${paths[0]}`);
  const bare = await startPeer<BareMapConfig>(stage, 'bare-map', { paths, headers, body });
  return compare(
    stage,
    gateway,
    [
      { name: 'bare node:http with a Map', server: bare, target: { atLeast: 0.9 } },
      { name: 'Varnish', server: await startVarnish(stage, origin), target: { atLeast: 1 } },
      { name: 'nginx proxy_cache', server: await startCachingNginx(stage, origin) },
    ],
    effort,
  );
}
