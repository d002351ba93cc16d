import { probeResources } from '../measure/resource-probe.ts';
import type { OpenLoad } from '../scenario/scenario.ts';
import { readTrace } from '../scenario/trace-file.ts';
import { type ArrivalOptions, createArrivals } from '../workload/arrivals/create-arrivals.ts';
import { createWorkload } from '../workload/create-workload.ts';
import type { Trace } from '../workload/trace/trace.ts';
import { createFreshness, type Freshness } from './freshness.ts';
import type { LoadCalls, LoadConfig, LoadProgress } from './messages.ts';
import { type Phase, startPhase } from './phase.ts';
import { PhaseRecorder } from './phase-recorder.ts';
import { ScheduleRecorder } from './schedule-recorder.ts';
import { watchProgress } from './watch-progress.ts';

const longestDrainUs = 5e6;

interface Load {
  readonly config: LoadConfig;
  readonly trace: Trace | undefined;
  /** Lives through all phases: what was written in the warm-up is known in the measurement. */
  readonly freshness: Freshness | undefined;
}

/** What a load process does when it is called; `tell` hears of the progress. One phase runs at a time. */
export function createLoadCalls(tell: (progress: LoadProgress) => void): LoadCalls {
  let load: Load | undefined;
  let underWay: Phase | undefined;

  async function drive(phase: LoadProgress['phase']) {
    if (load === undefined) throw new Error('the load was not started');
    const { scenario, seed, targets, balance } = load.config;
    const { connections, timeoutUs } = scenario.load;
    const durationUs = phase === 'warm-up' ? scenario.measure.warmupUs : scenario.measure.durationUs;
    const drainUs = Math.min(timeoutUs, longestDrainUs);
    const recorder = new PhaseRecorder(durationUs + drainUs, load.freshness);
    if (durationUs === 0) return { ...recorder.report(), traceEnded: false };

    const origin = { seed, phase, trace: load.trace };
    const plan = scenario.load.kind === 'open' ? planOf(scenario.load, origin) : undefined;
    underWay = startPhase({
      targets,
      balance,
      connections,
      timeoutUs,
      durationUs,
      drainUs,
      workload: createWorkload(scenario, origin),
      plan,
      recorder,
    });
    const stopWatching = watchProgress({ phase, recorder, tell });
    try {
      const { traceEnded } = await underWay.ended;
      const report = { ...recorder.report(), traceEnded };
      return plan ? { ...report, schedule: plan.schedule.report(report.window.durationUs) } : report;
    } finally {
      stopWatching();
      underWay = undefined;
    }
  }

  return {
    async start(config) {
      const { trace, routes } = config.scenario;
      load = {
        config,
        trace: trace && (await readTrace(trace, routes)),
        freshness: createFreshness(config),
      };
    },
    async warmUp() {
      const { requests } = await drive('warm-up');
      return requests;
    },
    async measure() {
      const resources = probeResources();
      const report = await drive('measure');
      return { ...report, resources: resources() };
    },
    async halt() {
      underWay?.halt();
    },
  };
}

function planOf(load: OpenLoad, origin: ArrivalOptions) {
  return { times: createArrivals(load, origin), schedule: new ScheduleRecorder(load.maxLagUs) };
}
