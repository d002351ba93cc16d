import type { Problem } from './describe-issues.ts';
import { defaultStrategies, strategyName } from './resolve-scenario.ts';
import type { ScenarioFile } from './schema.ts';
import { suggestWord } from './suggest.ts';

/** Bounds for strategies that are not there, and for a cost without prices. */
export function checkExpectations(file: ScenarioFile): Problem[] {
  const known = (file.strategies ?? defaultStrategies).map(strategyName);
  return (file.expect ?? []).flatMap(({ strategy, metric }): Problem[] => {
    const path = ['expect', `${strategy}.${metric}`];
    if (!known.includes(strategy)) {
      const suggestion = suggestWord(strategy, known);
      return [
        {
          path,
          message: `no strategy is called "${strategy}".`,
          hint: suggestion === undefined ? `There is: ${known.join(', ')}.` : `Did you mean "${suggestion}"?`,
        },
      ];
    }
    if (metric === 'costPerMillion' && file.prices === undefined) {
      return [{ path, message: 'there are no prices to tell a cost by.', hint: 'Add a block prices.' }];
    }
    return [];
  });
}
