import type { Load, Scenario } from './scenario.ts';
import type { Fault } from './trouble.ts';

/**
 * The scenario as a quick look at it: one repetition, and warm-up, measurement, stages and faults shortened in proportion, so
 * that all strategies together are under load for at most `mostLoadUs`; starting and stopping the trials comes on top. Rates,
 * latencies and lifetimes stay as they are, and so does what is shorter already. The times of a trace stay too: less of it is
 * replayed.
 */
export function shortenScenario(scenario: Scenario, mostLoadUs: number): Scenario {
  const { strategies, measure, load, faults } = scenario;
  const onceUs = strategies.length * (measure.warmupUs + measure.durationUs);
  const scale = Math.min(1, mostLoadUs / onceUs);
  const shortened = (us: number) => Math.floor(us * scale);
  return {
    ...scenario,
    load: shortenLoad(load, shortened),
    faults: faults.map((fault) => shortenFault(fault, shortened)),
    measure: {
      ...measure,
      warmupUs: shortened(measure.warmupUs),
      durationUs: shortened(measure.durationUs),
      repetitions: 1,
    },
  };
}

type Shorten = (us: number) => number;

function shortenLoad(load: Load, shortened: Shorten): Load {
  if (load.kind === 'closed' || load.arrivals.process === 'trace') return load;
  const { process, stages } = load.arrivals;
  return {
    ...load,
    arrivals: {
      process,
      stages: stages.map(({ durationUs, ...rates }) => ({
        ...rates,
        durationUs: durationUs === undefined ? undefined : shortened(durationUs),
      })),
    },
  };
}

function shortenFault(fault: Fault, shortened: Shorten): Fault {
  const atUs = shortened(fault.atUs);
  return 'durationUs' in fault
    ? { ...fault, atUs, durationUs: shortened(fault.durationUs) }
    : { ...fault, atUs };
}
