import type { Expectation } from '../support/metrics.ts';
import { ranked } from './finding/spoken.ts';
import { judgeExpectations } from './model/expectations.ts';
import { loadGenerator, type ProcessLoad } from './model/processes.ts';
import type { RunModel, StrategyModel } from './model/run-model.ts';
import type { Notice } from './notices.ts';
import { listInWords } from './wording.ts';

/** More than this can neither be told apart in a chart nor kept within the size of a page. */
const most = { strategies: 16, faults: 12, backends: 12, processes: 16, bounds: 60 };

/**
 * The model as charts and tables of a page show it: of much the part that matters most, in the order that it had. What was
 * computed of all of it stays as it is.
 */
export function withShownParts(model: RunModel): RunModel {
  const strategies = shownStrategies(model);
  const processes = shownProcesses(strategies);
  return {
    ...model,
    result: { ...model.result, scenario: { ...model.result.scenario, expect: shownBounds(model) } },
    faults: model.faults.slice(0, most.faults),
    strategies: strategies.map((strategy) => ({
      ...strategy,
      recoveries: strategy.recoveries.slice(0, most.faults),
      backends: foremost(strategy.backends, most.backends, ({ calls }) => calls),
      processes: strategy.processes.filter(({ name }) => processes.has(name)),
    })),
  };
}

/** All strategies, or of many the baseline, those that are best in anything and the foremost of the others. */
function shownStrategies(model: RunModel): readonly StrategyModel[] {
  const [baseline] = model.strategies;
  if (baseline === undefined || model.strategies.length <= most.strategies) return model.strategies;
  const best = model.strategies.filter(({ bestIn }) => bestIn.length > 0);
  const order = new Set([baseline, ...best, ...ranked(model), ...model.strategies]);
  const shown = new Set([...order].slice(0, most.strategies));
  return model.strategies.filter((strategy) => shown.has(strategy));
}

/** By name, the load generator and those that were the busiest under any strategy. */
function shownProcesses(strategies: readonly StrategyModel[]): ReadonlySet<string> {
  const busiest = new Map<string, number>();
  for (const load of strategies.flatMap(({ processes }) => processes)) {
    const busy = load.name === loadGenerator ? Number.POSITIVE_INFINITY : busyOf(load);
    busiest.set(load.name, Math.max(busy, busiest.get(load.name) ?? 0));
  }
  return new Set(foremost([...busiest], most.processes, ([, busy]) => busy).map(([name]) => name));
}

function busyOf({ cores, eventLoopUtilisation }: ProcessLoad): number {
  return Math.max(cores.median, eventLoopUtilisation?.median ?? 0);
}

/** Those that were missed before those that cannot be told, and these before those that were kept. */
function shownBounds({ result }: RunModel): readonly Expectation[] {
  const { expect } = result.scenario;
  if (expect.length <= most.bounds) return expect;
  const weights = { fail: 2, 'cannot tell': 1, pass: 0 };
  const judged = foremost(judgeExpectations(result), most.bounds, ({ outcome }) => weights[outcome]);
  return judged.map(({ expectation }) => expectation);
}

/** So many of the items, those with the greatest weight, in the order that they had. */
function foremost<Item>(items: readonly Item[], most: number, weightOf: (item: Item) => number): Item[] {
  if (items.length <= most) return [...items];
  const byWeight = items
    .map((item) => ({ item, weight: weightOf(item) }))
    .sort((one, other) => other.weight - one.weight);
  const chosen = new Set(byWeight.slice(0, most).map(({ item }) => item));
  return items.filter((item) => chosen.has(item));
}

/** What a page leaves out, and where that is. */
export function unshownNotices(model: RunModel, shown: RunModel): Notice[] {
  return [...unshownStrategies(model, shown), ...otherUnshown(model, shown)];
}

function unshownStrategies({ strategies: all }: RunModel, { strategies: shown }: RunModel): Notice[] {
  const unshown = all.length - shown.length;
  if (unshown === 0) return [];
  return [
    {
      title: `${shown.length} of ${all.length} strategies are shown`,
      text:
        'Charts and tables show the baseline, those that are best in anything, and the foremost of the others. ' +
        `What is said in words, and every comparison, allows for all of them.`,
      hint: `All figures of the other ${unshown} are in result.json: see them with: gatebench report <run> --format csv`,
    },
  ];
}

function otherUnshown(model: RunModel, shown: RunModel): Notice[] {
  const left = [
    { what: 'faults, the first', all: model.faults.length, some: shown.faults.length },
    { what: 'backends, the most called', ...numbersOf(model, shown, ({ backends }) => backends) },
    { what: 'processes, the busiest', ...numbersOf(model, shown, ({ processes }) => processes) },
    {
      what: 'bounds, the missed before the others',
      all: model.result.scenario.expect.length,
      some: shown.result.scenario.expect.length,
    },
  ].filter(({ all, some }) => all > some);
  if (left.length === 0) return [];
  const counts = left.map(({ what, all, some }) => `${some} of ${all.toLocaleString('en-GB')} ${what}`);
  return [
    {
      title: `Not everything is shown: ${listInWords(counts)}`,
      text: 'A page has room for so much. What is said in words, and the exit code of gatebench, allow for all of it.',
      hint: 'All of it is in result.json: see it with: gatebench report <run> --format json',
    },
  ];
}

/** How many names there are, of the strategies that are shown. */
function numbersOf(
  model: RunModel,
  shown: RunModel,
  partsOf: (strategy: StrategyModel) => readonly { readonly name: string }[],
) {
  const isShown = new Set(shown.strategies.map(({ name }) => name));
  const count = (strategies: readonly StrategyModel[]) =>
    new Set(strategies.flatMap(partsOf).map(({ name }) => name)).size;
  return {
    all: count(model.strategies.filter(({ name }) => isShown.has(name))),
    some: count(shown.strategies),
  };
}
