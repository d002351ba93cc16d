import { once } from 'node:events';
import { truncateSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { forgetPeak, residentMemory } from '../process-memory.ts';
import type { Effort } from '../rival.ts';
import { type Row, toRow } from '../row.ts';
import { gatewayConfig } from '../servers/gateway-config.ts';
import { startFileOrigin } from '../servers/nginx.ts';
import { startGateway } from '../servers/node-process.ts';
import type { Stage } from '../stage.ts';
import { warmUp } from '../wrk.ts';

const bodyBytes = 100 * 2 ** 20;
const mostGrowthMib = 16;

/** How much memory the gateway takes, at its peak, to pass on a body that is far larger. */
export async function streaming(stage: Stage, { rounds, progress }: Effort): Promise<Row[]> {
  const rows: Row[] = [];
  for (const mode of ['stateless', 'memory'] as const) {
    const what = `peak growth while 100 MiB pass, ${mode}`;
    const folder = stage.newFolder('files');
    const file = join(folder, 'large');
    writeFileSync(file, '');
    truncateSync(file, bodyBytes);
    writeFileSync(join(folder, 'small'), 'small');
    const files = await startFileOrigin(stage, folder);
    if (files === undefined) {
      rows.push(toRow({ what, unit: 'MiB', values: [], note: 'nginx, the origin, is not installed' }));
      continue;
    }
    const gateway = await startGateway(stage, gatewayConfig(mode, files.origin));
    // What a gateway takes once it has served small requests is its own affair.
    await warmUp(stage, `${gateway.origin}/small`);
    const { nowMib } = residentMemory(gateway.pid);
    forgetPeak(gateway.pid);
    const values: number[] = [];
    for (let round = 0; round < rounds; round++) {
      progress(`round ${round + 1} of ${rounds}: 100 MiB through the gateway, ${mode}`);
      await readAll(`${gateway.origin}/large`);
      values.push(residentMemory(gateway.pid).peakMib - nowMib);
    }
    rows.push(toRow({ what, unit: 'MiB', values, target: { atMost: mostGrowthMib } }));
  }
  return rows;
}

async function readAll(url: string): Promise<void> {
  const [answer] = (await once(get(url), 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
}
