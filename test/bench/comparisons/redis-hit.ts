import type { BareRedisConfig } from '../processes/bare-redis-process.ts';
import { compare, type Effort } from '../rival.ts';
import { type Row, toRow } from '../row.ts';
import { gatewayConfig } from '../servers/gateway-config.ts';
import { startGateway, startPeer } from '../servers/node-process.ts';
import { body, startOrigin } from '../servers/origin.ts';
import { startRedis } from '../servers/redis.ts';
import type { Stage } from '../stage.ts';
import { paths } from '../wrk.ts';
import { hitHeaders } from './hit-headers.ts';

/** 1 KiB out of Redis, which runs on the load's core, beside a bare server that asks the same Redis once a request. */
export async function redisHit(stage: Stage, effort: Effort): Promise<Row[]> {
  const redisUrl = await startRedis(stage);
  if (redisUrl === undefined)
    return [toRow({ what: 'gateway ÷ bare node:http with Redis', unit: '×', values: [] })];
  const gateway = await startGateway(stage, gatewayConfig('redis', await startOrigin(stage), { redisUrl }));
  const headers = await hitHeaders(`${gateway.origin}${paths[0]}`);
  const bare = await startPeer<BareRedisConfig>(stage, 'bare-redis', { redisUrl, paths, headers, body });
  return compare(
    stage,
    gateway,
    [{ name: 'bare node:http with Redis', server: bare, target: { atLeast: 0.85 } }],
    effort,
  );
}
