import { LatencyHistogram } from '../../src/measure/histogram.ts';
import type { Calibration } from '../../src/results/calibration.ts';
import type { Measurement } from '../../src/results/result.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Machines } from '../../src/simulate/simulated-trial.ts';
import { startTrial } from '../../src/simulate/start-trial.ts';
import type { Random } from '../../src/support/random.ts';
import { aCalibration } from './a-calibration.ts';

/** A scenario file's text as the program sees it. */
export function scenarioOf(text: string): Scenario {
  return parseScenario({ file: 'test.yaml', text, name: 'test', resolvePath: (file) => file });
}

export interface SimulateOptions {
  readonly seed?: number;
  /** Default: on many, where work costs nothing; on `one`, and where asked for, it costs what `aCalibration` says. */
  readonly machines?: Machines;
  readonly calibration?: Calibration;
  readonly ties?: Random;
  /** Place among the scenario's strategies. */
  readonly strategy?: number;
}

/** Costs nothing but what the scenario says: what formulas know of. */
export const costless = {
  ...aCalibration,
  gateway: Object.fromEntries(
    Object.keys(aCalibration.gateway).map((name) => [name, 0]),
  ) as unknown as (typeof aCalibration)['gateway'],
  redis: { readUs: 0, fillUs: 0, kibibyteUs: 0, fillKibibyteUs: 0, wakeUs: 0 },
  wakeUs: 0,
  hopUs: 0,
};

/** What a scenario's trial in virtual time measured. */
export function simulate(
  scenario: Scenario,
  { seed = 1, machines = 'many', strategy = 0, calibration, ties }: SimulateOptions = {},
): Measurement {
  const trial = startTrial({
    scenario,
    strategy: scenario.strategies[strategy] as Scenario['strategies'][number],
    seed,
    trace: undefined,
    calibration: calibration ?? (machines === 'one' ? aCalibration : costless),
    machines,
    ties,
  });
  while (!trial.advance(100_000));
  return trial.measurement() as Measurement;
}

/** Of all answers. */
export function latenciesOf({ outcomes }: Measurement): LatencyHistogram {
  return LatencyHistogram.merge(
    Object.values(outcomes).map(({ latency }) => LatencyHistogram.decode(latency)),
  );
}

export function countOf({ outcomes }: Measurement, outcome: keyof Measurement['outcomes']): number {
  return outcomes[outcome]?.count ?? 0;
}
