import type { RunModel, StrategyModel } from './model/run-model.ts';

/** For the caption of the chart that explains theory, with a space before it; empty without any. `marks`: how it is drawn. */
export function theoryInWords({ strategies }: RunModel, marks: string): string {
  const told = theoriesOf(strategies);
  if (told.length === 0) return '';
  const formulas = new Set(told.flatMap((theory) => theory.formulas.map(({ name }) => name)));
  const limits = new Set(told.flatMap((theory) => theory.limits));
  const by = formulas.size === 0 ? '' : ` by ${[...formulas].join('; ')}`;
  return ` ${marks} what theory says of the whole measurement${by}.${[...limits].map((limit) => ` ${limit}`).join('')}`;
}

/** The same for all other charts. */
export function theoryInBrief({ strategies }: RunModel, marks: string): string {
  return theoriesOf(strategies).length === 0
    ? ''
    : ` ${marks} what theory says of it; by what formulas, and what they leave out, is told below the chart of the hit ratio over time.`;
}

function theoriesOf(strategies: readonly StrategyModel[]) {
  return strategies.flatMap(({ theory }) => theory ?? []);
}
