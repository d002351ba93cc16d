import { ScheduleRecorder } from '../measure/schedule-recorder.ts';
import type { Balance, Load } from '../scenario/scenario.ts';
import type { ArrivalTimes } from '../workload/arrivals/arrival-times.ts';
import type { Workload } from '../workload/workload.ts';
import type { LoadReport } from './messages.ts';
import { startPhase } from './phase.ts';
import { type AnswerJudges, PhaseRecorder } from './phase-recorder.ts';

export interface DriveOptions {
  /** Servers, as `http://127.0.0.1:40002`, at least one. */
  readonly targets: readonly string[];
  readonly balance: Balance;
  readonly load: Load;
  /** Longer than 0. */
  readonly durationUs: number;
  /** Of the phases whose timelines are to have intervals of one length, this one among them, the longest. */
  readonly longestUs: number;
  readonly workload: Workload;
  /** When requests are due, in open loop. */
  readonly times: ArrivalTimes | undefined;
  readonly judges?: AnswerJudges;
}

export interface Drive {
  /** Counts while the phase is under way. */
  readonly recorder: PhaseRecorder;
  /** What was counted, once all connections are closed. */
  readonly ended: Promise<PhaseReport>;
  /** Ends the phase at once; what is in flight stays unfinished. */
  halt(): void;
}

export type PhaseReport = Omit<LoadReport, 'resources'>;

const longestDrainUs = 5e6;

/** Drives one phase of a load to its end and counts what becomes of its requests. */
export function drivePhase({ load, durationUs, longestUs, times, judges, ...options }: DriveOptions): Drive {
  const { connections, timeoutUs } = load;
  const drainUs = Math.min(timeoutUs, longestDrainUs);
  const recorder = new PhaseRecorder(longestUs + drainUs, judges);
  const plan =
    load.kind === 'open' && times !== undefined
      ? { times, schedule: new ScheduleRecorder(load.maxLagUs) }
      : undefined;
  const { ended, halt } = startPhase({
    ...options,
    connections,
    timeoutUs,
    durationUs,
    drainUs,
    plan,
    recorder,
  });

  async function untilEnded(): Promise<PhaseReport> {
    const { traceEnded } = await ended;
    const report = { ...recorder.report(), traceEnded };
    return plan ? { ...report, schedule: plan.schedule.report(report.window.durationUs) } : report;
  }
  return { recorder, ended: untilEnded(), halt };
}
