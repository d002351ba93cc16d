import type { LoadReport } from '../../../../src/load/messages.ts';
import { startPhase } from '../../../../src/load/phase.ts';
import { PhaseRecorder } from '../../../../src/load/phase-recorder.ts';
import { ScheduleRecorder } from '../../../../src/measure/schedule-recorder.ts';
import type { Scenario } from '../../../../src/scenario/scenario.ts';
import { serveParent } from '../../../../src/support/parent-link.ts';
import { createArrivals } from '../../../../src/workload/arrivals/create-arrivals.ts';
import { createWorkload } from '../../../../src/workload/create-workload.ts';
import { aRoute } from '../../../support/a-route.ts';
import { aScenario } from '../../../support/a-scenario.ts';

export interface Drive {
  readonly origin: string;
  readonly connections: number;
  readonly seconds: number;
  /** Of an open loop; undefined: a closed one. */
  readonly arrivals: { readonly process: 'poisson' | 'paced'; readonly ratePerSecond: number } | undefined;
}

/** What a Result would hold of it. */
export type Driven = Omit<LoadReport, 'traceEnded' | 'resources'>;

/** Our own load generator, with all that it does in a run. */
serveParent({
  drive: async ({ origin, connections, seconds, arrivals }: Drive): Promise<Driven> => {
    const recorder = new PhaseRecorder(seconds * 1e6 + 5e6);
    const schedule = new ScheduleRecorder(5e3);
    const times =
      arrivals &&
      createArrivals(
        {
          kind: 'open',
          connections,
          users: connections,
          timeoutUs: 10e6,
          maxLagUs: 5e3,
          arrivals: {
            process: arrivals.process,
            stages: [{ from: arrivals.ratePerSecond, to: arrivals.ratePerSecond, durationUs: undefined }],
          },
        },
        { seed: 1, phase: 'measure' },
      );
    const phase = startPhase({
      targets: [origin],
      balance: 'sticky',
      connections,
      timeoutUs: 10e6,
      durationUs: seconds * 1e6,
      drainUs: 5e6,
      workload: createWorkload(asked(connections), { seed: 1, phase: 'measure' }),
      plan: times && { times, schedule },
      recorder,
    });
    await phase.ended;
    const report = recorder.report();
    return times ? { ...report, schedule: schedule.report(report.window.durationUs) } : report;
  },
});

/** A thousand resources, some more often than others. */
function asked(users: number): Scenario {
  const route = aRoute('GET /items/{id}', { keys: { count: 1000, zipf: 0.8 } });
  return aScenario({ routes: [route], load: { users }, measure: { cache: 'warm' } });
}
