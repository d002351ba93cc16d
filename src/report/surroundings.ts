import type { Result } from '../results/result.ts';
import { formatBytes } from '../support/units.ts';

/** The machine and the versions that a run was measured with, or that the service times of a simulation come from, as pairs for a list. */
export function surroundingsOf(result: Result): (readonly [string, string])[] {
  const { environment, generator } = result;
  const { platform, cpuModel, cpus, memoryBytes, loadAverage, node, redis, packages } = environment;
  const revision = generator.revision === undefined ? '' : ` (${generator.revision})`;
  return [
    ['gatebench', `${generator.version}${revision}`],
    ...named('platform', platform),
    ['processor', `${cpuModel}, ${cpus} ${cpus === 1 ? 'core' : 'cores'}`],
    ...named('memory', memoryBytes && formatBytes(memoryBytes)),
    ...named('load before the run', loadAverage?.map((load) => load.toFixed(2)).join(' · ')),
    ['Node', node],
    ...(result.kind === 'measured' ? [['Redis', redis ?? 'none'] as const] : []),
    ...named('calibrated', result.simulation?.calibration.measuredAt),
    ...Object.entries(packages),
  ];
}

function named(name: string, value: string | number | undefined): (readonly [string, string])[] {
  return value === undefined ? [] : [[name, String(value)]];
}
