import type { Stage } from '../stage.ts';
import { outputOfWrk } from '../wrk.ts';
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
  const output = await outputOfWrk(stage, `${origin}/items/1`, { script, connections, seconds });
  const line = output.split('\n').find((text) => text.startsWith('{"p50Us":'));
  if (line === undefined) throw new Error(`wrk did not finish: ${output}`);
  const { requests, durationUs, ...percentiles } = JSON.parse(line);
  return { ...percentiles, requestsPerSecond: requests / (durationUs / 1e6) };
}
