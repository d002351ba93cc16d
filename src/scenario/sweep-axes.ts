import { ScenarioError } from '../support/errors.ts';
import { describeIssues, type Problem } from './describe-issues.ts';
import { defaultStrategies } from './resolve-scenario.ts';
import type { ScenarioDocument } from './scenario-document.ts';
import { sweepSchema } from './schema.ts';
import { knownPaths, type Path, schemaAt } from './schema-paths.ts';
import { suggestWord } from './suggest.ts';
import { parsePath, showPath } from './written-path.ts';

export type SweepValue = string | number | boolean;

/** One path of a scenario file and the values to try there. */
export interface SweepAxis {
  /** As the file has it. */
  readonly path: string;
  readonly steps: Path;
  readonly values: readonly SweepValue[];
}

/** More would take days, and nobody would read the table. */
const mostCells = 500;

/**
 * What a scenario file says in its sweep; undefined where it has none.
 *
 * @throws ScenarioError with every path that leads nowhere, or with the number of cells where there are too many
 */
export function readAxes(document: ScenarioDocument): SweepAxis[] | undefined {
  const data = document.data() as { sweep?: unknown } | null;
  if (typeof data !== 'object' || data?.sweep === undefined) return undefined;
  const checked = sweepSchema.safeParse(data.sweep);
  if (!checked.success) throw error(document, describeIssues(checked.error.issues, ['sweep']));

  const axes: SweepAxis[] = [];
  const problems: Problem[] = [];
  for (const [path, values] of Object.entries(checked.data)) {
    const steps = parsePath(path);
    const problem =
      steps === undefined
        ? { message: 'is no path.', hint: 'Write it as gateway.cache.ttl or routes[0].keys.zipf.' }
        : (unknownPlace(steps, data) ?? overlap(steps, axes) ?? repeatedValue(values));
    if (problem !== undefined) problems.push({ path: ['sweep'], key: path, ...problem });
    else axes.push({ path, steps: steps as Path, values });
  }
  problems.push(...tooManyCells(axes));
  if (problems.length > 0) throw error(document, problems);
  return axes;
}

function error(document: ScenarioDocument, problems: readonly Problem[]): ScenarioError {
  return new ScenarioError(
    problems.map((problem) => {
      const { message, ...place } = document.locate(problem);
      return {
        ...place,
        message: problem.key === undefined ? message : `sweep of ${problem.key}: ${problem.message}`,
      };
    }),
  );
}

type Fault = Pick<Problem, 'message' | 'hint'>;

/** A path may lead to what the file leaves out, but not to what no file can hold, nor to parts that this one does not have. */
function unknownPlace(steps: Path, data: unknown): Fault | undefined {
  if (steps[0] === 'sweep') return { message: 'a sweep cannot sweep itself.' };
  let here: unknown = data;
  for (const [depth, step] of steps.entries()) {
    const before = steps.slice(0, depth);
    const found = schemaAt(before).isList ? inList(here, step, before) : inMapping(here, step, before, steps);
    if ('message' in found) return found;
    here = found.value;
  }
  return undefined;
}

type Found = { readonly value: unknown } | Fault;

function inList(list: unknown, step: string | number, before: Path): Found {
  const shown = showPath(before);
  const items = list ?? (shown === 'strategies' ? defaultStrategies : []);
  if (!Array.isArray(items)) return { message: `${shown} is no list here.` };
  if (typeof step !== 'number')
    return { message: `${shown} is a list.`, hint: `Write ${shown}[0] for its first.` };
  if (step < items.length) return { value: items[step] };
  const most = items.length === 0 ? 'it has none' : `the last is ${shown}[${items.length - 1}]`;
  return { message: `there is no ${shown}[${step}]; ${most}.` };
}

function inMapping(mapping: unknown, step: string | number, before: Path, whole: Path): Found {
  const isMapping = typeof mapping === 'object' && mapping !== null;
  const value = isMapping ? (mapping as Readonly<Record<string, unknown>>)[step] : undefined;
  if (!schemaAt([...before, step]).exists || typeof step === 'number') {
    return { message: 'no scenario has this path.', hint: nearPaths(step, before, whole) };
  }
  // Other mappings of free names may get new ones, but a new backend would be asked nothing.
  if (showPath(before) === 'backends' && value === undefined) {
    const known = isMapping ? Object.keys(mapping) : [];
    const suggestion = suggestWord(step, known);
    return {
      message: `no backend is called "${step}".`,
      hint: suggestion === undefined ? `There is: ${known.join(', ')}.` : `Did you mean "${suggestion}"?`,
    };
  }
  return { value };
}

function nearPaths(step: string | number, before: Path, whole: Path): string {
  const { keys } = schemaAt(before);
  const alike = suggestWord(String(step), keys);
  if (alike !== undefined) {
    return `Did you mean ${showPath([...before, alike, ...whole.slice(before.length + 1)])}?`;
  }
  const last = String(whole.at(-1));
  const elsewhere = knownPaths()
    .filter((path) => path.split(/[.[]/).at(-1) === last)
    .sort((one, other) => one.length - other.length);
  if (elsewhere.length > 0) return `Did you mean ${elsewhere.slice(0, 3).join(' or ')}?`;
  return keys.length === 0 ? 'Nothing lies below it.' : `Known here: ${keys.join(', ')}.`;
}

function overlap(steps: Path, axes: readonly SweepAxis[]): Fault | undefined {
  const other = axes.find((axis) => {
    const length = Math.min(axis.steps.length, steps.length);
    return showPath(axis.steps.slice(0, length)) === showPath(steps.slice(0, length));
  });
  return other && { message: `${other.path} sets the same.`, hint: 'Keep one of them.' };
}

function repeatedValue(values: readonly SweepValue[]): Fault | undefined {
  const twice = values.find((value, index) => values.indexOf(value) < index);
  return twice === undefined ? undefined : { message: `${JSON.stringify(twice)} is there twice.` };
}

function tooManyCells(axes: readonly SweepAxis[]): Problem[] {
  const counts = axes.map(({ values }) => values.length);
  const cells = counts.reduce((product, count) => product * count, 1);
  if (cells <= mostCells) return [];
  return [
    {
      path: ['sweep'],
      message: `there are ${cells} combinations (${counts.join(' × ')}); at most ${mostCells} are run.`,
      hint: 'Try fewer values, or make several scenarios of it.',
    },
  ];
}
