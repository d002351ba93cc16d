import { ranked } from './finding/spoken.ts';
import type { RunModel } from './model/run-model.ts';
import type { Notice } from './notices.ts';

/** More strategies can neither be told apart in a chart nor kept within the size of a page. */
const mostShown = 16;

/**
 * The model as charts and tables of a page show it: all strategies, or of many the baseline, those that are best in anything and
 * the foremost of the others, in the order of the scenario. What was computed of all of them stays as it is.
 */
export function withShownStrategies(model: RunModel): RunModel {
  const [baseline] = model.strategies;
  if (baseline === undefined || model.strategies.length <= mostShown) return model;
  const best = model.strategies.filter(({ bestIn }) => bestIn.length > 0);
  const order = new Set([baseline, ...best, ...ranked(model), ...model.strategies]);
  const shown = new Set([...order].slice(0, mostShown));
  return { ...model, strategies: model.strategies.filter((strategy) => shown.has(strategy)) };
}

/** Says of a page how many strategies it does not show, and where they are. */
export function unshownNotice(model: RunModel, shown: RunModel): Notice[] {
  const unshown = model.strategies.length - shown.strategies.length;
  if (unshown === 0) return [];
  return [
    {
      title: `${shown.strategies.length} of ${model.strategies.length} strategies are shown`,
      text:
        'Charts and tables show the baseline, those that are best in anything, and the foremost of the others. ' +
        `What is said in words, and every comparison, allows for all of them.`,
      hint: `All figures of the other ${unshown} are in result.json: see them with: gatebench report <run> --format csv`,
    },
  ];
}
