import { RecoveryRecorder } from '../measure/recovery-windows.ts';
import { probeResources } from '../measure/resource-probe.ts';
import { readTrace } from '../scenario/trace-file.ts';
import { machineOffsetUs } from '../support/machine-clock.ts';
import { createArrivals } from '../workload/arrivals/create-arrivals.ts';
import { createWorkload } from '../workload/create-workload.ts';
import type { Trace } from '../workload/trace/trace.ts';
import { type Drive, drivePhase, type PhaseReport } from './drive-phase.ts';
import { createFreshness, type Freshness } from './freshness.ts';
import type { LoadCalls, LoadConfig, LoadEvent, LoadProgress } from './messages.ts';
import { PhaseRecorder } from './phase-recorder.ts';
import { watchProgress } from './watch-progress.ts';

interface Running {
  readonly config: LoadConfig;
  readonly trace: Trace | undefined;
  /** Lives through all phases: what was written in the warm-up is known in the measurement. */
  readonly freshness: Freshness | undefined;
}

/** What a load process does when it is called; `tell` hears what the parent is to hear. One phase runs at a time. */
export function createLoadCalls(tell: (event: LoadEvent) => void): LoadCalls {
  let running: Running | undefined;
  let underWay: Drive | undefined;
  const offsetUs = machineOffsetUs();

  async function drive(phase: LoadProgress['phase']): Promise<PhaseReport> {
    if (running === undefined) throw new Error('the load was not started');
    const { config, trace, freshness } = running;
    const { scenario, seed, targets, balance } = config;
    const { load, measure } = scenario;
    const recovery = scenario.faults.length === 0 ? undefined : new RecoveryRecorder();
    const origin = { seed, phase, trace };
    underWay = drivePhase({
      targets,
      balance,
      load,
      durationUs: phase === 'warm-up' ? measure.warmupUs : measure.durationUs,
      longestUs: Math.max(measure.warmupUs, measure.durationUs),
      workload: createWorkload(scenario, origin),
      times: load.kind === 'open' ? createArrivals(load, origin) : undefined,
      judges: { freshness, recovery },
    });
    const { recorder } = underWay;
    let beganAtUs: number | undefined;
    void recorder.begun.then((atMs) => {
      beganAtUs = atMs * 1e3 + offsetUs;
      if (phase === 'measure') tell({ beganAtUs });
    });
    const stopWatching = watchProgress({ phase, recorder, tell });
    try {
      const report = await underWay.ended;
      return { ...report, beganAtUs };
    } finally {
      stopWatching();
      underWay = undefined;
    }
  }

  return {
    async start(config) {
      const { trace, routes } = config.scenario;
      running = {
        config,
        trace: trace && (await readTrace(trace, routes)),
        freshness: createFreshness(config),
      };
    },
    async warmUp() {
      if (running?.config.scenario.measure.warmupUs === 0) return { requests: new PhaseRecorder(0).requests };
      const { beganAtUs, requests, timeline } = await drive('warm-up');
      return { requests, course: { beganAtUs, timeline } };
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
