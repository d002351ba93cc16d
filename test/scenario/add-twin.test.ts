import { describe, expect, it } from 'vitest';
import { summariseScenario } from '../../src/experiment/summarise-scenario.ts';
import { addTwin } from '../../src/scenario/add-twin.ts';
import { aScenario } from '../support/a-scenario.ts';

const surroundings = { source: '', trace: undefined, redis: undefined };

describe('addTwin', () => {
  it('measures the baseline once more under another name, and says whose twin that is', () => {
    const scenario = aScenario();
    const [baseline] = scenario.strategies;
    const twin = addTwin(scenario).strategies.at(-1);
    expect(twin).toEqual({ ...baseline, name: 'stateless again', twinOf: 'stateless' });
    expect(summariseScenario(addTwin(scenario), surroundings).strategies.at(-1)?.twinOf).toBe('stateless');
  });

  it('finds a name that is free', () => {
    const [baseline] = aScenario().strategies;
    if (baseline === undefined) throw new Error('There is no strategy.');
    const taken = aScenario({ strategies: [baseline, { ...baseline, name: 'stateless again' }] });
    expect(addTwin(taken).strategies.at(-1)?.name).toBe('stateless again again');
  });

  it('leaves the scenario the same for comparisons with other runs', () => {
    const scenario = aScenario();
    expect(summariseScenario(addTwin(scenario), surroundings).resolved).toEqual(
      summariseScenario(scenario, surroundings).resolved,
    );
  });
});
