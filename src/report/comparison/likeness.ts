import type { Result } from '../../results/result.ts';
import { type Difference, differencesBetween } from './differences.ts';

/** In what two runs are not alike. */
export interface Likeness {
  /** What makes their figures answers to different questions. */
  readonly unlike: readonly Difference[];
  /** What the scenarios differ in beside: how often and by which prices and bounds was measured, not what. */
  readonly measuring: readonly Difference[];
  /**
   * The machine, the versions, and how the processes were run, or how it was simulated: often what a comparison is about. Of a measured
   * run and a simulated one nothing is listed, because all of it differs.
   */
  readonly environment: readonly Difference[];
}

export function likenessOf(one: Result, other: Result): Likeness {
  const ofMeasuring = pathsOfMeasuring(one, other);
  const isOfMeasuring = ({ path, ...values }: Difference): boolean =>
    /^(measure\.repetitions$|prices\b|expect\b)/.test(path) ||
    ofMeasuring.builds.has(path) ||
    (ofMeasuring.strategies.has(path) && Object.values(values).includes(undefined));
  const scenario = differencesBetween(scenarioOf(one), scenarioOf(other));
  return {
    unlike: scenario.filter((difference) => !isOfMeasuring(difference)),
    measuring: scenario.filter(isOfMeasuring),
    environment: one.kind === other.kind ? differencesBetween(environmentOf(one), environmentOf(other)) : [],
  };
}

function scenarioOf({ protocol, scenario: { resolved, trace, load } }: Result) {
  const { file: _, ...recording } = trace ?? { file: '' };
  return {
    quick: protocol.quick,
    load,
    recording,
    ...(resolved as Readonly<Record<string, unknown>>),
  };
}

/**
 * A strategy that only one of the runs has is left out of the comparison, and the others stand; one that runs the gateway of
 * another build is what a comparison may be about.
 */
function pathsOfMeasuring(...results: readonly [Result, Result]) {
  const strategies = results.flatMap(({ scenario }) =>
    scenario.strategies.map(({ name }) => `strategies.${name}`),
  );
  return { strategies: new Set(strategies), builds: new Set(strategies.map((path) => `${path}.build`)) };
}

function environmentOf({ generator, environment, protocol, simulation }: Result) {
  const { loadAverage: _, ...machine } = environment;
  return { gatebench: generator, ...machine, pinned: protocol.pinned, simulation };
}
