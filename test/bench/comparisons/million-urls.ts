import { forgetPeak, residentMemory } from '../process-memory.ts';
import type { Effort } from '../rival.ts';
import { type Row, toRow } from '../row.ts';
import { gatewayConfig } from '../servers/gateway-config.ts';
import { startGateway } from '../servers/node-process.ts';
import { startOrigin } from '../servers/origin.ts';
import type { Stage } from '../stage.ts';
import { driveOnce, warmUp } from '../wrk.ts';

const urls = 1_000_000;
const configuredMib = 256;
const mostShare = 1.3;

/** How much memory a gateway takes, at its peak, that stores all it gets and may keep a part of it only. */
export async function millionUrls(stage: Stage, { progress }: Effort): Promise<Row[]> {
  const config = gatewayConfig('memory', await startOrigin(stage), { maxSizeBytes: configuredMib * 2 ** 20 });
  const gateway = await startGateway(stage, config);
  await warmUp(stage, `${gateway.origin}/items/1`);
  const { nowMib } = residentMemory(gateway.pid);
  forgetPeak(gateway.pid);
  progress(`a million URLs through a cache of ${configuredMib} MiB`);
  await driveOnce(stage, gateway.origin, urls);
  return [
    toRow({
      what: `peak growth ÷ ${configuredMib} MiB configured, a million URLs`,
      unit: '×',
      values: [(residentMemory(gateway.pid).peakMib - nowMib) / configuredMib],
      target: { atMost: mostShare },
    }),
  ];
}
