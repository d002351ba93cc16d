import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { MarkDef } from 'vega-lite/types_unstable/mark.js';
import type { StrategyModel } from '../model/run-model.ts';
import type { Layer } from './chart.ts';
import type { Panel } from './over-time-rows.ts';
import { emphasis, type strategyChannels } from './strategy-channels.ts';

/** What theory says of one figure of one strategy. */
export interface TheoryRule {
  readonly strategy: string;
  readonly value: number;
}

/** Of the strategies that are drawn, those of which theory says anything of the figure. */
export function rulesOf(strategies: readonly StrategyModel[], say: Panel['theory']): TheoryRule[] {
  return strategies.flatMap(({ name, theory }) => {
    const value = theory && say?.(theory);
    return value === undefined ? [] : [{ strategy: name, value }];
  });
}

/** As thin as can be seen, and dotted as no strategy is: nobody is to take it for what came out. */
export const theoryMark = {
  type: 'rule',
  strokeWidth: 1.5,
  strokeDash: [2, 3],
  clip: true,
} satisfies MarkDef<'rule'>;

/** Level rules through the measurement, and not through the warm-up. */
export function theoryLayers(
  rules: readonly TheoryRule[],
  {
    x: { field: _, ...x },
    y,
    color,
    endSeconds,
  }: {
    readonly x: PositionFieldDef<string>;
    readonly y: PositionFieldDef<string>;
    readonly color: ReturnType<typeof strategyChannels>['color'];
    readonly endSeconds: number;
  },
): Layer[] {
  if (rules.length === 0) return [];
  return [
    {
      data: { values: rules.map((rule) => ({ ...rule, from: 0, to: endSeconds })) },
      mark: theoryMark,
      encoding: {
        x: { ...x, field: 'from' },
        x2: { field: 'to' },
        y: { ...y, field: 'value' },
        color,
        opacity: emphasis(),
      },
    },
  ];
}
