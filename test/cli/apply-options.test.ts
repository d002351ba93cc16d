import { describe, expect, it } from 'vitest';
import { applyOptions } from '../../src/cli/run/apply-options.ts';
import { aScenario } from '../support/a-scenario.ts';

const scenario = aScenario({ measure: { warmupUs: 5e6, durationUs: 20e6, repetitions: 8 } });
const loadUs = (options: object, cells?: number) => {
  const { strategies, measure } = applyOptions(scenario, { ...options }, cells);
  return strategies.length * measure.repetitions * (measure.warmupUs + measure.durationUs);
};

describe('applyOptions', () => {
  it('expects nothing of strategies that are not to be measured', () => {
    const bound = { metric: 'p99', operator: '<', value: 20e3 } as const;
    const expectations = [
      { strategy: 'memory', ...bound },
      { strategy: 'redis', ...bound },
    ];
    const { expect: kept } = applyOptions(
      { ...scenario, expect: expectations },
      { modes: ['stateless', 'memory'] },
    );
    expect(kept.map(({ strategy }) => strategy)).toEqual(['memory']);
  });

  it('refuses a measurement that is over before something goes wrong, as is to be seen', () => {
    const faults = [{ atUs: 8e6, what: 'redis', is: 'flushed' }] as const;
    const inTrouble = { ...scenario, faults };
    expect(() => applyOptions(inTrouble, { duration: 5e6 })).toThrow(
      'The measurement takes 5 s, and is over before the fault at 8 s.',
    );
    expect(applyOptions(inTrouble, { duration: 9e6 }).faults).toEqual(faults);
    expect(applyOptions(inTrouble, { quick: true }).faults).toHaveLength(1);
  });
});

describe('a quick look', () => {
  it('has 12 s of load in all, or as much as is asked for', () => {
    expect(loadUs({ quick: true })).toBeCloseTo(12e6, -2);
    expect(loadUs({ quick: 3e6 })).toBeCloseTo(3e6, -2);
  });

  it('gives all of that to the strategies that are asked for', () => {
    expect(loadUs({ quick: true, modes: ['memory'] })).toBeCloseTo(12e6, -2);
  });

  it('gives each cell of a sweep its share, but no less than a second', () => {
    expect(loadUs({ quick: true }, 4)).toBeCloseTo(3e6, -2);
    expect(loadUs({ quick: true }, 500)).toBeCloseTo(1e6, -2);
    expect(loadUs({ quick: 0.5e6 }, 500)).toBeCloseTo(0.5e6, -2);
  });

  it('leaves alone what the command line says in numbers', () => {
    expect(applyOptions(scenario, { quick: true, duration: 7e6, repetitions: 2 })).toMatchObject({
      measure: { durationUs: 7e6, repetitions: 2 },
    });
  });
});
