import type { Result, Theory } from '../../results/result.ts';
import { visibleText } from '../visible-text.ts';
import { shortened } from '../wording.ts';

/** In characters; of strategies, which stand in every chart, table and sentence, and of all other texts. */
const longestName = 80;
const longestText = 500;

/** So many of a list that a page gives whole. */
const mostListed = 100;

/** Of a strategy, beside its name in the main table. */
const mostSettings = 20;

/**
 * The Result with its names and texts cut to what a page can bear, so that the page stays small whatever they are, and with what
 * cannot be seen in them made visible, also for charts. Names that begin alike stay apart by a number. The source, the question and the command are cut where they are shown.
 */
export function boundedResult(result: Result): Result {
  const { scenario, trials, warnings, omitted, environment, generator, theory } = result;
  const named = [
    ...scenario.strategies.map(({ name }) => name),
    ...omitted.map(({ strategy }) => strategy),
    ...warnings.flatMap(({ strategy }) => strategy ?? []),
    ...scenario.expect.map(({ strategy }) => strategy),
    ...(theory ?? []).map(({ strategy }) => strategy),
  ];
  const shortNames = shortNamesOf(named);
  const nameOf = (name: string) => shortNames.get(name) ?? name;
  return {
    ...result,
    runId: brief(result.runId, longestName),
    generator: cut(generator),
    environment: { ...cut(environment), packages: cut(firstOf(environment.packages)) },
    scenario: {
      ...scenario,
      strategies: scenario.strategies.map((strategy) => ({
        ...cut(strategy),
        name: nameOf(strategy.name),
        mode: brief(strategy.mode, longestName),
        settings: strategy.settings.slice(0, mostSettings).map((setting) => brief(setting, longestName)),
        ...(strategy.twinOf !== undefined && { twinOf: nameOf(strategy.twinOf) }),
      })),
      network: cut(scenario.network.slice(0, mostListed)),
      sources: cut(scenario.sources.slice(0, mostListed)),
      expect: scenario.expect.map((bound) => ({ ...bound, strategy: nameOf(bound.strategy) })),
      ...(scenario.trace && { trace: cut(scenario.trace) }),
      ...(scenario.prices && { prices: cut(scenario.prices) }),
    },
    omitted: omitted.map((each) => ({ ...cut(each), strategy: nameOf(each.strategy) })),
    warnings: warnings.map((each) => ({
      ...cut(each),
      ...(each.strategy !== undefined && { strategy: nameOf(each.strategy) }),
    })),
    ...(theory && { theory: theory.map((each) => withShortTheory(each, nameOf)) }),
    trials: trials.map((trial) => {
      const named = { ...trial, strategy: nameOf(trial.strategy) };
      const told = 'reason' in named ? { ...named, reason: brief(named.reason, longestText) } : named;
      if (!('measurement' in told) || told.measurement === undefined) return told;
      const { backends, processes, faults } = told.measurement;
      const measurement = {
        ...told.measurement,
        backends: backends.map(withShortName),
        processes: processes.map(withShortName),
        faults: faults.map(withShortName),
      };
      return { ...told, measurement };
    }),
  };
}

/** Formulas and limits are few, and short, but in a document that somebody has changed. */
const mostTold = 30;

function withShortTheory(theory: Theory, nameOf: (name: string) => string): Theory {
  const { strategy, formulas, limits } = theory;
  return {
    ...theory,
    strategy: nameOf(strategy),
    formulas: cut(formulas.slice(0, mostTold)),
    limits: cut(limits.slice(0, mostTold)),
  };
}

function brief(text: string, most: number): string {
  return shortened(visibleText(text), most);
}

/** Of each name that is too long, or holds what cannot be seen, what stands for it: no two alike, and none like a name that stays. */
function shortNamesOf(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(names);
  const short = new Map<string, string>();
  for (const name of new Set(names)) {
    const beginning = brief(name, longestName);
    if (beginning === name) continue;
    let candidate = beginning;
    for (let count = 2; taken.has(candidate); count++) candidate = `${beginning} (${count})`;
    taken.add(candidate);
    short.set(name, candidate);
  }
  return short;
}

function withShortName<Named extends { readonly name: string }>(named: Named): Named {
  return { ...named, name: brief(named.name, longestName) };
}

function firstOf<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record)
      .slice(0, mostListed)
      .map(([name, value]) => [brief(name, longestName), value]),
  );
}

/** Every text in it, however deep. */
function cut<Value>(value: Value): Value {
  if (typeof value === 'string') return brief(value, longestText) as Value;
  if (Array.isArray(value)) return value.map(cut) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cut(each)])) as Value;
}
