import type { Calibration, Costs } from '../../results/calibration.ts';
import type { Machines } from '../simulated-trial.ts';
import { Cores, Process } from './cores.ts';
import type { EventQueue } from './event-queue.ts';

export type Role = 'load' | 'gateway' | 'backend' | 'redis';

/**
 * Where the processes of a trial run. On one machine all gateways share its cores for gateways, and all else shares the others; where
 * nothing was pinned, everything shares all. On many, every process has a core of its own.
 */
export function placeProcesses(
  queue: EventQueue,
  machines: Machines,
  { cores, machine }: Calibration,
  costs: Costs,
): (role: Role) => Process {
  const wakeUs = (role: Role): number => {
    if (role === 'redis') return costs.redis.wakeUs;
    return machines === 'many' && role !== 'gateway' ? 0 : costs.wakeUs;
  };
  if (machines === 'many') return (role) => new Process(new Cores(queue, 1), wakeUs(role));
  const gateways = new Cores(queue, cores?.gateways ?? machine.cpus);
  const others = cores === undefined ? gateways : new Cores(queue, cores.others);
  return (role) => new Process(role === 'gateway' ? gateways : others, wakeUs(role));
}

/**
 * What work costs: on many machines, what is part neither of the gateways nor of Redis takes no time, and between them lies what the
 * scenario says of its network.
 */
export function costsOn(machines: Machines, calibration: Calibration): Costs {
  if (machines === 'one') return calibration;
  return {
    ...calibration,
    load: { requestUs: 0, kibibyteUs: 0 },
    backend: { callUs: 0, kibibyteUs: 0 },
    hopUs: 0,
  };
}
