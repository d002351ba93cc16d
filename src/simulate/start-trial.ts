import { arrivalsByInterval } from '../measure/arrivals.ts';
import { judgeRecoveries } from '../measure/recovery.ts';
import { RecoveryRecorder } from '../measure/recovery-windows.ts';
import { ScheduleRecorder } from '../measure/schedule-recorder.ts';
import type { Measurement } from '../results/result.ts';
import { UsageError } from '../support/errors.ts';
import { createArrivals } from '../workload/arrivals/create-arrivals.ts';
import { createResourceStream } from '../workload/resource-stream.ts';
import { Deployment, headBytes } from './model/deployment.ts';
import { FaultPlay } from './model/faults.ts';
import { createFreshness, type Freshness } from './model/freshness.ts';
import { outcomePlaces, type Request } from './model/request.ts';
import type { SimulatedTrial, TrialModel } from './simulated-trial.ts';
import { TrialRecorder } from './trial-recorder.ts';

/** For how long, at most, what is under way at the end of a phase is waited for: as in a measured trial. */
const longestDrainUs = 5e6;

/** So many events in a row at one time only come about where a request takes no time at all. */
const mostTimeless = 2e6;

/** Begins a trial in virtual time: a warm-up, then the measurement, each with a load of its own. */
export function startTrial(model: TrialModel): SimulatedTrial {
  return new Trial(model);
}

class Trial implements SimulatedTrial {
  readonly #model: TrialModel;
  readonly #deployment: Deployment;
  readonly #freshness: Freshness | undefined;
  #phase: 'warm-up' | 'measure' | 'over';
  #beganAtUs = 0;
  #recorder: TrialRecorder;
  #schedule: ScheduleRecorder | undefined;
  #recovery: RecoveryRecorder | undefined;
  #faults: FaultPlay | undefined;
  /** Events since time last went on. */
  #timeless = 0;
  #warmup: Pick<Measurement, 'warmup' | 'warmupTimeline'>;

  constructor(model: TrialModel) {
    const { warmupUs } = model.scenario.measure;
    this.#model = model;
    this.#freshness = createFreshness(model);
    this.#deployment = new Deployment(model, (request, atUs) => this.#take(request, atUs));
    this.#recorder = this.#createRecorder();
    this.#warmup = { warmup: this.#recorder.report().requests };
    this.#phase = warmupUs === 0 ? 'measure' : 'warm-up';
    this.#begin();
  }

  get progress(): number {
    const { warmupUs, durationUs } = this.#model.scenario.measure;
    return this.#phase === 'over' ? 1 : Math.min(1, this.#deployment.queue.nowUs / (warmupUs + durationUs));
  }

  advance(events: number): boolean {
    const { queue, clients } = this.#deployment;
    const { nowUs } = queue;
    for (let event = 0; event < events && this.#phase !== 'over'; event++) {
      if (clients.isSettled || queue.isEmpty) this.#endPhase();
      else queue.next();
    }
    this.#timeless = queue.nowUs > nowUs ? 0 : this.#timeless + events;
    if (this.#timeless > mostTimeless && this.#phase !== 'over') throw nothingTakesTime();
    return this.#phase === 'over';
  }

  measurement(): Measurement | undefined {
    if (this.#phase === 'warm-up') return undefined;
    this.#giveUpRest();
    const { queue, clients, backends, nodes } = this.#deployment;
    const counted = this.#recorder.report();
    const { durationUs } = counted.window;
    const sinceBeginUs = Math.round(queue.nowUs - this.#beganAtUs);
    return {
      ...counted,
      timeline: this.#withBackendCalls(counted.timeline),
      ...(this.#schedule && { schedule: this.#schedule.report(durationUs) }),
      ...(this.#freshness && { staleness: this.#freshness.report() }),
      faults: this.#recovery
        ? [...judgeRecoveries(this.#recovery.windows(), this.#faults?.played(sinceBeginUs) ?? [], durationUs)]
        : [],
      contention: {},
      traceEnded: clients.traceEnded,
      ...this.#warmup,
      backends: backends.map((backend) => backend.report().counts),
      gateways: nodes.map((node) => node.report()),
      processes: this.#deployment.processes(sinceBeginUs),
    };
  }

  #begin(): void {
    const { scenario, seed, trace } = this.#model;
    const { load, measure, faults } = scenario;
    const { queue, clients } = this.#deployment;
    const phase = this.#phase === 'warm-up' ? 'warm-up' : 'measure';
    const isMeasured = phase === 'measure';
    this.#beganAtUs = queue.nowUs;
    this.#recorder = this.#createRecorder();
    this.#freshness?.reset();
    if (isMeasured) {
      this.#deployment.reset();
      this.#recovery = faults.length === 0 ? undefined : new RecoveryRecorder();
      this.#faults = new FaultPlay(this.#deployment.victims, faults);
    }
    const origin = { seed, phase, trace } as const;
    this.#schedule = load.kind === 'open' ? new ScheduleRecorder(load.maxLagUs) : undefined;
    const plan =
      load.kind === 'open' && this.#schedule !== undefined
        ? { times: createArrivals(load, origin), schedule: this.#schedule }
        : undefined;
    const durationUs = isMeasured ? measure.durationUs : measure.warmupUs;
    const close = queue.kind(() => this.#phase === phase && clients.close());
    const abandon = queue.kind(() => this.#phase === phase && clients.abandon());
    clients.begin(
      { stream: createResourceStream(scenario, origin), recorder: this.#recorder, plan },
      durationUs,
    );
    queue.schedule(this.#beganAtUs + durationUs, close, 0);
    queue.schedule(this.#beganAtUs + durationUs + this.#drainUs, abandon, 0);
  }

  /** The warm-up is followed by the measurement, in the same caches. */
  #endPhase(): void {
    this.#giveUpRest();
    if (this.#phase === 'measure') {
      this.#phase = 'over';
      return;
    }
    const { requests, timeline } = this.#recorder.report();
    this.#warmup = { warmup: requests, warmupTimeline: this.#withBackendCalls(timeline) };
    this.#phase = 'measure';
    this.#begin();
  }

  #giveUpRest(): void {
    const { clients } = this.#deployment;
    clients.close();
    if (!clients.isSettled) clients.abandon();
  }

  /** An answer was taken by its client. */
  #take(request: Request, atUs: number): void {
    const { outcome, status, bodyBytes, sentAtUs, dueAtUs } = request;
    const serviceUs = atUs - sentAtUs;
    const responseUs = Number.isNaN(dueAtUs) ? -1 : atUs - dueAtUs;
    this.#recorder.completed(atUs, outcome, status, headBytes + bodyBytes, serviceUs, responseUs);
    if (this.#recovery !== undefined) {
      const sinceBeginUs = atUs - this.#beganAtUs;
      if (outcome === outcomePlaces.error) this.#recovery.failed(sinceBeginUs);
      else this.#recovery.answered(sinceBeginUs, responseUs < 0 ? serviceUs : responseUs);
    }
    this.#freshness?.take(request, atUs);
  }

  get #drainUs(): number {
    return Math.min(this.#model.scenario.load.timeoutUs, longestDrainUs);
  }

  #createRecorder(): TrialRecorder {
    const { warmupUs, durationUs } = this.#model.scenario.measure;
    return new TrialRecorder(Math.max(warmupUs, durationUs) + this.#drainUs);
  }

  #withBackendCalls(timeline: Measurement['timeline']): Measurement['timeline'] {
    const { intervalUs, completed } = timeline;
    const arrivals = this.#deployment.backends.map((backend) => backend.report().arrivals);
    const within = { beganAtUs: this.#beganAtUs, intervalUs, count: completed.length };
    return { ...timeline, backendCalls: arrivalsByInterval(arrivals, within) };
  }
}

function nothingTakesTime(): UsageError {
  return new UsageError('Requests take no time at all, so that a closed loop would send them without end.', {
    hint: 'Give the backends a latency, or use a calibration in which work costs something.',
  });
}
