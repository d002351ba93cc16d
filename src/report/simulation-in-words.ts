import type { Simulation } from '../results/result.ts';

const methods = {
  exact: 'every request was simulated',
  sampled: 'the requests of a sample of the keys were simulated',
  'closed-form': 'figures were computed by formulas, without simulating any request',
} as const satisfies Record<Simulation['method'], string>;

/** How figures were computed, and with whose service times: a clause without its full stop. */
export function simulationInWords({ method, machines, calibration, calibrationFrom }: Simulation): string {
  const { cpuModel, cpus } = calibration.machine;
  const cores = `${cpuModel}, ${cpus} ${cpus === 1 ? 'core' : 'cores'}`;
  const whose = {
    own: `calibrated where it was simulated (${cores})`,
    given: `of a calibration that was given (${cores})`,
    shipped: `that come with gatebench (${cores})`,
  }[calibrationFrom];
  const where =
    machines === 'one'
      ? 'all processes shared the cores of one machine'
      : 'each process had a machine of its own, and making the load took no time';
  return `${methods[method]}, with service times ${whose}; ${where}`;
}
