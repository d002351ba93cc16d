import type { Result } from '../../results/result.ts';
import { type Deviation, deviationsOf } from './deviations.ts';

/** One scenario measured and simulated, and how far the two are apart. */
export interface Validation {
  readonly measured: Result;
  readonly simulated: Result;
  readonly deviations: readonly Deviation[];
}

export function validate(measured: Result, simulated: Result): Validation {
  return { measured, simulated, deviations: deviationsOf(measured, simulated) };
}

/** For programs: every deviation with what it was found from, in the units of support/metrics.ts. */
export function validationDocument({ measured, simulated, deviations }: Validation) {
  return {
    format: 'gatebench-validation',
    schemaVersion: 1,
    scenario: measured.scenario.name,
    measured: measured.runId,
    simulated: simulated.runId,
    calibration: simulated.simulation?.calibration,
    deviations: deviations.map((each) => ({
      ...each,
      measured: documentOf(each.measured),
      simulated: documentOf(each.simulated),
      // JSON has no infinity.
      deviation: Number.isFinite(each.deviation) ? each.deviation : null,
    })),
  };
}

function documentOf({ n, value, interval }: Deviation['measured']) {
  return { trials: n, value, ...(interval && { interval }) };
}
