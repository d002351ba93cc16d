import type { Result } from '../results/result.ts';
import { formatBytes, formatDuration } from '../support/units.ts';

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
    ...costsOf(result),
    ...Object.entries(packages),
  ];
}

/** What pieces of work cost in a simulation, in CPU time. */
function costsOf({ simulation }: Result): (readonly [string, string])[] {
  if (simulation === undefined) return [];
  const { measuredAt, load, gateway, redis, backend, wakeUs, hopUs } = simulation.calibration;
  return [
    ['calibrated', `${measuredAt.slice(0, 10)} ${measuredAt.slice(11, 16)} UTC`],
    ['load', costsInWords(load)],
    ['gateway', costsInWords(gateway)],
    ['Redis', costsInWords(redis)],
    ['backend', costsInWords(backend)],
    ['in between', costsInWords({ wakeUs, hopUs })],
  ];
}

/** `hit 18 µs, forward 57 µs`: named as the calibration names them. */
function costsInWords(costs: Readonly<Record<string, number>>): string {
  return Object.entries(costs)
    .map(
      ([name, us]) =>
        `${name.replace(/Us$/, '').replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)} ${formatDuration(us)}`,
    )
    .join(', ');
}

function named(name: string, value: string | number | undefined): (readonly [string, string])[] {
  return value === undefined ? [] : [[name, String(value)]];
}
