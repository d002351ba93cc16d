import type { Scenario } from './scenario.ts';

/** The scenario with its baseline once more under another name: what is found between the two is noise (an A/A test). */
export function addTwin(scenario: Scenario): Scenario {
  const [baseline] = scenario.strategies;
  if (baseline === undefined) return scenario;
  const twin = { ...baseline, name: freeName(scenario, `${baseline.name} again`), twinOf: baseline.name };
  return { ...scenario, strategies: [...scenario.strategies, twin] };
}

function freeName(scenario: Scenario, name: string): string {
  const isTaken = scenario.strategies.some((strategy) => strategy.name === name);
  return isTaken ? freeName(scenario, `${name} again`) : name;
}
