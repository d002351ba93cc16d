import type { DecisionCosts } from '../processes/decision-cost-process.ts';
import type { Effort } from '../rival.ts';
import { type Row, toRow } from '../row.ts';
import { runMeasurement } from '../servers/node-process.ts';
import type { Stage } from '../stage.ts';

/** The cost of correctness: what the rules take of each memory hit. */
export async function decisionCost(stage: Stage, { rounds, progress }: Effort): Promise<Row[]> {
  const costs: DecisionCosts[] = [];
  for (let round = 0; round < rounds; round++) {
    progress(`round ${round + 1} of ${rounds}: the pure decision functions`);
    costs.push(await runMeasurement<DecisionCosts>(stage, 'decision-cost'));
  }
  const names = Object.keys(costs[0] ?? {});
  const valuesOf = (name: string) => costs.map((cost) => cost[name] as number);
  const sums = costs.map((cost) => Object.values(cost).reduce((sum, ns) => sum + ns, 0));
  return [
    ...names.map((name) => toRow({ what: name, unit: 'ns', values: valuesOf(name) })),
    toRow({ what: 'all decisions of a memory hit', unit: 'ns', values: sums }),
  ];
}
