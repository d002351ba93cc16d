import type { Document } from 'yaml';
import { ScenarioError } from '../support/errors.ts';
import type { Problem } from './describe-issues.ts';
import type { ScenarioOrigin } from './resolve-scenario.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioDocument } from './scenario-document.ts';
import type { Path } from './schema-paths.ts';
import { readAxes, type SweepAxis, type SweepValue } from './sweep-axes.ts';
import { understand } from './understand.ts';
import { showPath } from './written-path.ts';
import { setInYaml } from './yaml-path.ts';

/** A scenario tried at every combination of some values. */
export interface Sweep {
  readonly axes: readonly SweepAxis[];
  readonly cells: readonly [SweepCell, ...SweepCell[]];
}

/** One combination: an ordinary scenario. */
export interface SweepCell {
  /** From 1; the values of the last axis change fastest. */
  readonly number: number;
  /** One of each axis, in their order. */
  readonly values: readonly SweepValue[];
  readonly scenario: Scenario;
  /** The file with the values in it and without the sweep. */
  readonly source: string;
}

/**
 * The sweep of a scenario file, each of its cells checked like any scenario; undefined where the file has none.
 *
 * @throws ScenarioError where the sweep or a cell cannot be understood: at the value that is to blame, else at the sweep,
 *   with the cell; what is wrong with every cell is wrong with the file, and said of it
 */
export function readSweep(document: ScenarioDocument, origin: ScenarioOrigin): Sweep | undefined {
  const axes = readAxes(document);
  if (axes === undefined) return undefined;
  const tried = combinations(axes).map((places, index) => {
    const yaml = document.copy();
    yaml.deleteIn(['sweep']);
    const values = axes.map(({ values }, axis) => values[places[axis] as number] as SweepValue);
    axes.forEach(({ steps }, axis) => {
      setInYaml(yaml, steps, values[axis] as SweepValue);
    });
    return { number: index + 1, places, values, yaml, ...understand(plainData(yaml, document), origin) };
  });

  const failed = tried.flatMap((cell) => ('problems' in cell ? [cell] : []));
  if (failed.length > 0)
    throw new ScenarioError(explain(failed, axes, tried.length).map((problem) => document.locate(problem)));
  return {
    axes,
    cells: tried.flatMap(({ number, values, yaml, ...understood }) =>
      'scenario' in understood
        ? [{ number, values, scenario: understood.scenario, source: yaml.toString({ lineWidth: 0 }) }]
        : [],
    ) as unknown as Sweep['cells'],
  };
}

/** `gateway.nodes = 2, load.rate = 100/s`, for people. */
export function cellInWords(
  axes: readonly { readonly path: string }[],
  values: readonly SweepValue[],
): string {
  return axes.map(({ path }, axis) => `${path} = ${values[axis]}`).join(', ');
}

/** For each combination, the place of its value on each axis. */
function combinations(axes: readonly SweepAxis[]): number[][] {
  return axes.reduce<number[][]>(
    (begun, { values }) => begun.flatMap((places) => values.map((_, place) => [...places, place])),
    [[]],
  );
}

function plainData(yaml: Document, document: ScenarioDocument): unknown {
  try {
    return yaml.toJS();
  } catch (error) {
    const message = `not usable YAML: ${(error as Error).message}.`;
    throw new ScenarioError([document.locate({ path: ['sweep'], message })], { cause: error });
  }
}

interface FailedCell {
  readonly number: number;
  readonly places: readonly number[];
  readonly values: readonly SweepValue[];
  readonly problems: readonly Problem[];
}

/** Each problem once, where it can be mended. */
function explain(failed: readonly FailedCell[], axes: readonly SweepAxis[], cells: number): Problem[] {
  const sightings = new Map<string, { problem: Problem; axis: number; first: FailedCell; times: number }>();
  for (const cell of failed) {
    for (const problem of cell.problems) {
      const axis = axes.findIndex(({ steps }) => isWithin(placeOf(problem), steps));
      const id = JSON.stringify([problem, axis, cell.places[axis]]);
      const { times = 0, first = cell } = sightings.get(id) ?? {};
      sightings.set(id, { problem, axis, first, times: times + 1 });
    }
  }
  return [...sightings.values()].map(({ problem, axis, first: { number, places, values }, times }) => {
    const { message, hint } = problem;
    const toBlame = axes[axis];
    if (toBlame !== undefined)
      return { path: ['sweep', toBlame.path, places[axis] as number], message, hint };
    if (times === cells) return problem;
    const where = `in cell ${number} (${cellInWords(axes, values)}), ${showPath(placeOf(problem))}`;
    return { path: ['sweep'], message: `${where}: ${message}`, hint };
  });
}

function placeOf({ path, key }: Problem): Path {
  return key === undefined ? path : [...path, key];
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.every((step, index) => String(path[index]) === String(step));
}
