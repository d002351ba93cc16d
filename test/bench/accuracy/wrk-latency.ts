import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../stage.ts';
import { wrkProgram } from '../wrk.ts';
import type { Percentiles } from './percentiles.ts';
import type { RawDrive } from './processes/autocannon-process.ts';

/** wrk's own figures, in µs, as one line of JSON. */
const script = `
done = function(summary, latency)
  io.write(string.format('{"p50Us":%.0f,"p99Us":%.0f,"p999Us":%.0f,"requests":%d,"durationUs":%d}\\n',
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9), summary.requests, summary.duration))
end`;

export async function driveWithWrk(
  stage: Stage,
  { origin, connections, seconds }: RawDrive,
): Promise<Percentiles & { readonly requestsPerSecond: number }> {
  const file = join(stage.newFolder('wrk'), 'script.lua');
  writeFileSync(file, script);
  const args = ['--threads', '1', '--connections', String(connections), '--duration', `${seconds}s`];
  const child = stage.spawn(
    'load',
    await wrkProgram(),
    [...args, '--script', file, `${origin}/items/1`],
    ['ignore', 'pipe', 'pipe'],
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      output += piece;
    });
  }
  await once(child, 'close');
  const line = output.split('\n').find((text) => text.startsWith('{"p50Us":'));
  if (line === undefined) throw new Error(`wrk did not finish: ${output}`);
  const { requests, durationUs, ...percentiles } = JSON.parse(line);
  return { ...percentiles, requestsPerSecond: requests / (durationUs / 1e6) };
}
