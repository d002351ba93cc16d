import type { CapacityProbe, StrategyCapacity } from '../../results/capacity.ts';
import { figuresOf } from '../../results/figures.ts';
import type { Trial } from '../../results/result.ts';
import type { Load, Scenario, Strategy } from '../../scenario/scenario.ts';
import { type CapacitySearch, nextStep } from '../../stats/capacity-search.ts';
import { deriveSeed } from '../../support/random.ts';
import { type MeasureSettings, measureTrial } from '../measure-trial.ts';
import { judgeProbe } from './judge-probe.ts';
import type { Bound } from './objective.ts';

export interface CapacityOptions extends Omit<MeasureSettings, 'onProgress'> {
  readonly objective: readonly Bound[];
  /** Of the measurement of each probe. */
  readonly trialUs: number;
  /** Told of each strategy whenever more is known of it. */
  readonly onChange: (capacity: StrategyCapacity) => Promise<void>;
}

const search: Omit<CapacitySearch, 'start'> = {
  precision: 0.05,
  lowest: 1,
  highest: 100_000,
  mostProbes: 30,
};
/** In the closed loop every connection is always busy; an open loop of that rate would queue without end. */
const startRatio = 0.5;
/** Where the closed loop says nothing. */
const usualStart = 100;

/**
 * The highest rate, of requests that come independently of each other, at which the strategy keeps the objective. Each probe
 * is an ordinary trial in fresh processes; faults are left out.
 */
export async function findCapacity(strategy: Strategy, options: CapacityOptions): Promise<StrategyCapacity> {
  const { interrupt, onChange } = options;
  let position = 0;
  const probe = (scenario: Scenario) => {
    position += 1;
    const seed = deriveSeed(scenario.seed, 'capacity', position);
    const planned = { strategy, repetition: 1, attempt: 1, position, seed };
    return measureTrial(planned, { ...options, scenario, onProgress: () => {} });
  };
  let capacity: StrategyCapacity = {
    name: strategy.name,
    mode: strategy.mode,
    state: 'searching',
    saturated: [],
    probes: [],
  };
  const know = async (more: Partial<StrategyCapacity>) => {
    capacity = { ...capacity, ...more };
    await onChange(capacity);
    return capacity;
  };

  const { trial: first } = await probe(loadedBy(options, closedLoop(options.scenario.load)));
  if (first.state === 'failed') return know({ state: 'failed', reason: first.reason });
  const rate = closedLoopRate(first);
  await know(rate === undefined ? {} : { closedLoopPerSecond: rate });

  for (;;) {
    if (interrupt.aborted) return know({ state: 'interrupted' });
    const start = rate === undefined ? usualStart : Math.max(rate * startRatio, search.lowest);
    const step = nextStep(capacity.probes, { ...search, start });
    if ('found' in step) return know(conclude(capacity.probes, step.found));
    const scenario = loadedBy(options, openLoop(options.scenario.load, step.probe));
    const { trial } = await probe(scenario);
    if (trial.state === 'interrupted') continue;
    const judged = judgeProbe(trial, { ratePerSecond: step.probe, objective: options.objective, scenario });
    await know({ probes: [...capacity.probes, judged] });
  }
}

function loadedBy({ scenario, trialUs }: CapacityOptions, load: Load): Scenario {
  return { ...scenario, load, faults: [], measure: { ...scenario.measure, durationUs: trialUs } };
}

function closedLoop({ connections, timeoutUs, users }: Load): Load {
  return { kind: 'closed', connections, timeoutUs, users };
}

function openLoop(load: Load, rate: number): Load {
  return {
    ...closedLoop(load),
    kind: 'open',
    arrivals: { process: 'poisson', stages: [{ from: rate, to: rate, durationUs: undefined }] },
    maxLagUs: load.kind === 'open' ? load.maxLagUs : usualMostLagUs,
  };
}

/** As the default of scenario files. */
const usualMostLagUs = 5e3;

function closedLoopRate(trial: Trial): number | undefined {
  if (!('measurement' in trial) || trial.measurement === undefined) return undefined;
  const { requestsPerSecond } = figuresOf(trial.measurement);
  return requestsPerSecond === 0 ? undefined : requestsPerSecond;
}

type Found = Extract<ReturnType<typeof nextStep>, { found: unknown }>['found'];

function conclude(
  probes: readonly CapacityProbe[],
  { holds, breaks, settled }: Found,
): Partial<StrategyCapacity> {
  const there = probes.filter(
    ({ ratePerSecond, verdict }) => ratePerSecond === breaks && verdict !== 'holds',
  );
  const isVoid = there.filter(({ verdict }) => verdict === 'void').length * 2 > there.length;
  // The generator is as much the limit where it was never brought to offer too much.
  const limitedBy = isVoid || breaks === undefined ? 'generator' : 'system';
  return {
    state: settled ? 'settled' : 'unsettled',
    ...(holds === undefined ? {} : { holdsPerSecond: holds }),
    ...(breaks === undefined ? {} : { breaksPerSecond: breaks }),
    limitedBy,
    saturated: there.at(-1)?.saturated ?? [],
  };
}
