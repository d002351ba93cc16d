import type { Result } from '../results/result.ts';
import { formatBytes } from '../support/units.ts';

/** The machine and the versions that a run was measured with, as pairs for a list. */
export function surroundingsOf({ environment, generator }: Result): (readonly [string, string])[] {
  const { platform, cpuModel, cpus, memoryBytes, loadAverage, node, redis, packages } = environment;
  const revision = generator.revision === undefined ? '' : ` (${generator.revision})`;
  return [
    ['gatebench', `${generator.version}${revision}`],
    ['platform', platform],
    ['processor', `${cpuModel}, ${cpus} ${cpus === 1 ? 'core' : 'cores'}`],
    ['memory', formatBytes(memoryBytes)],
    ['load before the run', loadAverage.map((load) => load.toFixed(2)).join(' · ')],
    ['Node', node],
    ['Redis', redis ?? 'none'],
    ...Object.entries(packages),
  ];
}
