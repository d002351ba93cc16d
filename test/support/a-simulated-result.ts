import type { Measurement, Result, Simulation } from '../../src/results/result.ts';
import { aCalibration } from './a-calibration.ts';
import { aResult, type ResultOptions } from './a-result.ts';

export const aSimulation: Simulation = {
  method: 'exact',
  machines: 'one',
  calibration: aCalibration,
  calibrationFrom: 'shipped',
};

/** As `aResult`, with all that a simulation has no machine for left out. */
export function aSimulatedResult(options: ResultOptions = {}): Result {
  const { environment, trials, ...result } = aResult(options);
  const { cpuModel, cpus, node } = aCalibration.machine;
  return {
    ...result,
    kind: 'simulated',
    runId: 'simulated-0123456789ab',
    startedAt: '2000-01-01T00:00:00.000Z',
    finishedAt: '2000-01-01T00:01:00.000Z',
    command: 'gatebench simulate quickstart',
    environment: { cpuModel, cpus, node, packages: {} },
    simulation: aSimulation,
    trials: trials.map((trial) =>
      trial.state === 'valid'
        ? {
            ...trial,
            startedAt: '2000-01-01T00:00:00.000Z',
            measurement: withoutMachine(trial.measurement),
          }
        : trial,
    ),
  };
}

function withoutMachine(measurement: Measurement): Measurement {
  return {
    ...measurement,
    contention: {},
    processes: measurement.processes.map(({ role, name, wallUs, cpuUs, eventLoopUtilisation }) => ({
      ...{ role, name, wallUs, cpuUs },
      ...(eventLoopUtilisation === undefined ? {} : { eventLoopUtilisation }),
    })),
  };
}
