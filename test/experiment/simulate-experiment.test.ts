import { describe, expect, it } from 'vitest';
import { advanceTrial } from '../../src/experiment/advance-trial.ts';
import { beginSimulation, type SimulationSettings } from '../../src/experiment/begin-simulation.ts';
import { type SimulateTrial, simulateExperiment } from '../../src/experiment/simulate-experiment.ts';
import { contradictionsOf } from '../../src/results/contradictions.ts';
import { type Measurement, type Result, resultSchema } from '../../src/results/result.ts';
import type { SimulatedTrial } from '../../src/simulate/simulated-trial.ts';
import { createRandom } from '../../src/support/random.ts';
import type { Trace } from '../../src/workload/trace/trace.ts';
import { aMeasurement } from '../support/a-measurement.ts';
import { aScenario } from '../support/a-scenario.ts';
import { aSimulation } from '../support/a-simulated-result.ts';

const settings: SimulationSettings = {
  scenario: aScenario({ measure: { repetitions: 3, warmupUs: 1e6, durationUs: 2e6 } }),
  source: 'question: Does it pay?\n',
  trace: undefined,
  simulation: aSimulation,
  omitted: [],
  generator: { version: '0.1.0' },
  command: 'gatebench simulate test',
  quick: false,
};

/** What a trial with this seed comes to; the same for the same seed. */
function measurementOf(name: string, seed: number): Measurement {
  const circumstances = { seconds: 2, connections: 2, repetition: 1, random: createRandom(seed) };
  return { ...aMeasurement({ name }, circumstances), contention: {}, processes: [] };
}

const simulate: SimulateTrial = async ({ strategy, seed }) => ({
  measurement: measurementOf(strategy.name, seed),
  interrupted: false,
});

async function simulated(
  trial: SimulateTrial,
  changes: Partial<SimulationSettings> = {},
): Promise<{ readonly result: Result; readonly kept: readonly Result[]; readonly ended: readonly number[] }> {
  const kept: Result[] = [];
  const ended: number[] = [];
  const all = { ...settings, ...changes };
  const result = await simulateExperiment({
    settings: all,
    begun: beginSimulation(all),
    simulate: trial,
    keep: async (each) => void kept.push(each),
    onProgress: ({ trial, ended: end }) => {
      if (end !== undefined) ended.push(trial.position);
    },
  });
  return { result, kept, ended };
}

describe('a simulated experiment', () => {
  it('is a whole Result that holds together', async () => {
    const { result } = await simulated(simulate);
    expect(resultSchema.parse(result)).toEqual(result);
    expect(contradictionsOf(result)).toEqual([]);
    expect(result).toMatchObject({ kind: 'simulated', state: 'complete', simulation: { method: 'exact' } });
    expect(result.trials.map(({ state }) => state)).toEqual(Array(9).fill('valid'));
  });

  it('is the same whenever it is simulated, and in whatever order its trials end', async () => {
    const { result } = await simulated(simulate);
    const waiting: (() => void)[] = [];
    const backwards: SimulateTrial = async (trial, onProgress) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 9) for (const go of waiting.toReversed()) go();
      });
      return simulate(trial, onProgress);
    };
    const again = await simulated(backwards);
    expect(again.ended).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 9]);
    expect(JSON.stringify(again.result)).toBe(JSON.stringify(result));
  });

  it('has virtual times, the surroundings of the calibration, and nothing of this machine', async () => {
    const { result } = await simulated(simulate);
    expect(result).toMatchObject({
      startedAt: '2000-01-01T00:00:00.000Z',
      finishedAt: '2000-01-01T00:00:27.000Z',
      environment: { cpuModel: 'A processor', packages: {} },
    });
    expect(result.environment.platform).toBeUndefined();
    expect(result.trials.map(({ startedAt }) => startedAt.slice(14, 19)).slice(0, 3)).toEqual([
      '00:00',
      '00:03',
      '00:06',
    ]);
  });

  it('has an id that follows from all that goes into it', async () => {
    const idOf = (changes: Partial<SimulationSettings>) => beginSimulation({ ...settings, ...changes }).runId;
    const { scenario, simulation } = settings;
    const ids = [
      idOf({}),
      idOf({ scenario: { ...scenario, seed: 8 } }),
      idOf({ simulation: { ...simulation, machines: 'many' } }),
      idOf({ simulation: { ...simulation, calibration: { ...simulation.calibration, hopUs: 21 } } }),
      idOf({ trace: aTrace(0, 1) }),
      idOf({ trace: aTrace(1, 0) }),
      idOf({ generator: { version: '0.2.0' } }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe(idOf({}));
    expect(ids[0]).toMatch(/^simulated-[0-9a-f]{12}$/);
  });

  it('keeps what has ended when it is stopped, and what the trial under way had by then', async () => {
    const { result } = await simulated(async (trial, onProgress) => {
      if (trial.position === 1) return simulate(trial, onProgress);
      const measurement = trial.position === 2 ? measurementOf(trial.strategy.name, trial.seed) : undefined;
      return { measurement, interrupted: true };
    });
    expect(result.state).toBe('interrupted');
    expect(result.trials.map(({ state }) => state)).toEqual(['valid', 'interrupted']);
    expect(contradictionsOf(result)).toEqual([]);
  });

  it('is kept at first, as trials end, and at the end', async () => {
    const { kept } = await simulated(simulate);
    expect(kept[0]).toMatchObject({ state: 'running', trials: [] });
    expect(kept.at(-2)).toMatchObject({ state: 'running' });
    expect(kept.at(-2)?.trials).toHaveLength(9);
    expect(kept.at(-1)).toMatchObject({ state: 'complete' });
  });

  it('does not repeat what is void, because it would come out the same', async () => {
    const { result } = await simulated(async ({ strategy, seed }) => {
      const measurement = measurementOf(strategy.name, seed);
      const { offered } = measurement.requests;
      const refused = { ...measurement, statuses: { 500: offered } };
      return { measurement: strategy.mode === 'redis' ? refused : measurement, interrupted: false };
    });
    expect(result.state).toBe('complete');
    expect(result.trials.filter(({ state }) => state === 'invalid').map(({ attempt }) => attempt)).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('advanceTrial', () => {
  /** One that takes five slices. */
  function fiveSlices(): SimulatedTrial {
    let slices = 0;
    return {
      advance: () => {
        slices += 1;
        return slices === 5;
      },
      get progress() {
        return slices / 5;
      },
      measurement: () => (slices < 2 ? undefined : measurementOf('memory', slices)),
    };
  }

  it('tells how far it is, to the end', () => {
    const seen: number[] = [];
    const end = advanceTrial(fiveSlices(), { isStopped: () => false, onProgress: (at) => seen.push(at) });
    expect(seen).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    expect(end).toEqual({ measurement: measurementOf('memory', 5), interrupted: false });
  });

  it('stops between two slices with what was measured by then', () => {
    const stoppedAfter = (slices: number) => {
      let done = 0;
      return advanceTrial(fiveSlices(), { isStopped: () => done === slices, onProgress: () => done++ });
    };
    expect(stoppedAfter(3)).toEqual({ measurement: measurementOf('memory', 3), interrupted: true });
    expect(stoppedAfter(1)).toEqual({ measurement: undefined, interrupted: true });
  });
});

function aTrace(...order: readonly number[]): Trace {
  return {
    requests: [],
    order: Uint32Array.from(order),
    seconds: undefined,
    summary: {
      requests: order.length,
      distinct: 2,
      skippedLines: { malformed: 0, 'bad-request': 0, 'no-route': 0 },
      spanUs: undefined,
      methods: { GET: order.length },
    },
  };
}
