import { createHash } from 'node:crypto';
import { type Result, resultSchemaVersion, type Simulation } from '../results/result.ts';
import { simulatedRunId } from '../results/run-id.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Trace } from '../workload/trace/trace.ts';
import { summariseScenario } from './summarise-scenario.ts';
import { virtualTime } from './virtual-time.ts';
import { warnOfCalibration, warnOfTrace } from './warn.ts';

/** What is settled before anything is simulated. */
export interface SimulationSettings {
  /** With the strategies that can be simulated, and only those. */
  readonly scenario: Scenario;
  /** The scenario file as it was read. */
  readonly source: string;
  /** The recording that the scenario names, if it names one. */
  readonly trace: Trace | undefined;
  readonly simulation: Simulation;
  readonly omitted: Result['omitted'];
  readonly generator: Result['generator'];
  /** Without what only says where to write and how to show, so that it is the same wherever that goes. */
  readonly command: string;
  /** Whether times were shortened for a quick look. */
  readonly quick: boolean;
}

/**
 * The Result of a simulation that begins. Nothing in it comes from this machine or this hour, so that the same settings make the
 * same Result, to the byte: times are virtual, the surroundings are those that were calibrated, and the run's id is a digest of
 * all else.
 */
export function beginSimulation({ trace, ...settings }: SimulationSettings): Result {
  const { scenario, source, simulation, omitted, generator, command, quick } = settings;
  const summary = trace?.summary;
  const { cpuModel, cpus, node } = simulation.calibration.machine;
  const begun = {
    format: 'gatebench-result',
    schemaVersion: resultSchemaVersion,
    kind: 'simulated',
    state: 'running',
    startedAt: virtualTime(0),
    generator,
    command,
    scenario: summariseScenario(scenario, { source, trace: summary, redis: undefined }),
    environment: { cpuModel, cpus, node, packages: {} },
    protocol: { quick },
    simulation,
    omitted,
    trials: [],
    warnings: [...warnOfCalibration(simulation), ...(summary === undefined ? [] : warnOfTrace(summary))],
  } as const satisfies Omit<Result, 'runId'>;
  return { ...begun, runId: simulatedRunId(digestOf(begun, trace)) };
}

function digestOf(begun: object, trace: Trace | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify(begun));
  if (trace !== undefined) {
    hash.update(JSON.stringify(trace.requests)).update(trace.order);
    if (trace.seconds !== undefined) hash.update(trace.seconds);
  }
  return hash.digest('hex');
}
