import { ArrivalRecorder, type Arrivals } from '../../measure/arrivals.ts';
import { LatencyHistogram } from '../../measure/histogram.ts';
import type { Measurement } from '../../results/result.ts';
import type { Backend } from '../../scenario/scenario.ts';
import { createBodySizes } from '../../support/body-sizes.ts';
import type { OwnChanges } from '../../support/change-times.ts';
import { createSampler } from '../../support/distribution.ts';
import { createRandom, deriveSeed, type Random } from '../../support/random.ts';
import type { Process } from './cores.ts';
import type { EventQueue } from './event-queue.ts';
import type { Fetch, FetchPool } from './fetch.ts';
import { ResourceVersions } from './resource-versions.ts';
import { Ring } from './ring.ts';

export interface BackendSurroundings {
  readonly queue: EventQueue;
  readonly fetches: FetchPool;
  readonly process: Process;
  /** CPU time to take a call and answer it, and for each KiB of the answer's body. */
  readonly costs: { readonly callUs: number; readonly kibibyteUs: number };
  readonly seed: number;
  readonly ownChanges: OwnChanges | undefined;
  readonly targetOf: (resource: number) => string;
  /** Whether it answers on the route at that place. */
  readonly serves: (route: number) => boolean;
  /** Whether the route at that place is a write. */
  readonly isWrite: (route: number) => boolean;
  /** The answer leaves for the gateway; status 0: the connection broke. */
  readonly answer: (fetch: Fetch) => void;
}

/** Length of the body that tells of a simulated error. */
const errorBytes = 'a simulated error\n'.length;

/**
 * A simulated service, as backend/service.ts is one: a call waits for a free place, is served for as long as the latency model says,
 * and takes effect in the moment of its answer. It draws the same latencies in the same order.
 */
export class BackendServer {
  readonly #model: Backend;
  readonly #around: BackendSurroundings;
  readonly #versions: ResourceVersions;
  readonly #bodyBytesOf: (resource: number) => number;
  readonly #drawLatencyUs: () => number;
  readonly #errorChance: Random;
  readonly #faultChance: Random;
  readonly #waiting = new Ring();
  readonly #served: number;
  readonly #take: number;
  readonly #send: number;
  #busy = 0;
  #trouble = { isDown: false, extraDelayUs: 0, errorRatio: 0 };
  #counts = startCounts(0);

  constructor(model: Backend, around: BackendSurroundings) {
    const { seed, queue, process, costs } = around;
    this.#model = model;
    this.#around = around;
    this.#versions = new ResourceVersions(around.ownChanges, around.targetOf);
    const sizeOf = createBodySizes(model.bodyBytes, deriveSeed(seed, model.name, 'body'));
    this.#bodyBytesOf =
      model.bodyBytes.kind === 'constant'
        ? () => sizeOf('')
        : (resource) => sizeOf(around.targetOf(resource));
    this.#drawLatencyUs = createSampler(
      model.latencyUs,
      createRandom(deriveSeed(seed, model.name, 'latency')),
    );
    this.#errorChance = createRandom(deriveSeed(seed, model.name, 'error'));
    this.#faultChance = createRandom(deriveSeed(seed, model.name, 'fault'));
    this.#served = queue.kind((id) => this.#serve(around.fetches.get(id)));
    this.#take = process.kind({
      begin: () => costs.callUs / 2,
      end: (id) => this.#enter(around.fetches.get(id)),
    });
    this.#send = process.kind({
      begin: (id) => costs.callUs / 2 + (costs.kibibyteUs * around.fetches.get(id).bodyBytes) / 1024,
      end: (id) => around.answer(around.fetches.get(id)),
    });
  }

  get name(): string {
    return this.#model.name;
  }

  /** A call arrives. */
  receive(fetch: Fetch): void {
    if (this.#trouble.isDown) {
      this.#break(fetch);
      return;
    }
    this.#counts.calls += 1;
    this.#counts.arrivals.record(this.#around.queue.nowUs);
    this.#around.process.submit(this.#take, fetch.id);
  }

  /** Its client is gone: it takes nobody else's place, and is not answered. */
  cancel(fetch: Fetch): void {
    fetch.isCancelled = true;
    if (fetch.place !== 'service') return;
    this.#leave(fetch);
    this.#around.fetches.end(fetch);
  }

  disturb(trouble: {
    readonly isDown: boolean;
    readonly extraDelayUs: number;
    readonly errorRatio: number;
  }): void {
    this.#trouble = trouble;
    if (!trouble.isDown) return;
    const broken = this.#around.fetches.all.filter(
      (fetch) => fetch.place === 'service' && this.#around.serves(fetch.route),
    );
    while (this.#waiting.length > 0) broken.push(this.#around.fetches.get(this.#waiting.shift()));
    this.#busy = 0;
    for (const fetch of broken) this.#break(fetch);
  }

  reset(): void {
    this.#counts = startCounts(this.#around.queue.nowUs);
  }

  report(): { readonly counts: Measurement['backends'][number]; readonly arrivals: Arrivals } {
    const { calls, writes, notModified, errors, delay, queueWait, arrivals } = this.#counts;
    const given = delay.encode();
    return {
      counts: {
        name: this.#model.name,
        calls,
        writes,
        notModified,
        errors,
        intendedDelay: given,
        actualDelay: given,
        queueWait: queueWait.encode(),
      },
      arrivals: arrivals.arrivals(),
    };
  }

  #enter(fetch: Fetch): void {
    if (fetch.isCancelled) {
      this.#around.fetches.end(fetch);
      return;
    }
    fetch.enteredAtUs = this.#around.queue.nowUs;
    fetch.place = 'queue';
    if (this.#busy < (this.#model.capacity ?? Number.POSITIVE_INFINITY)) this.#begin(fetch);
    else this.#waiting.push(fetch.id);
  }

  #begin(fetch: Fetch): void {
    const { queue } = this.#around;
    this.#busy += 1;
    fetch.place = 'service';
    const delayUs = this.#drawLatencyUs() + this.#trouble.extraDelayUs;
    this.#counts.delay.record(delayUs);
    this.#counts.queueWait.record(queue.nowUs - fetch.enteredAtUs);
    fetch.isScheduled = true;
    queue.schedule(queue.nowUs + delayUs, this.#served, fetch.id);
  }

  #serve(fetch: Fetch): void {
    fetch.isScheduled = false;
    if (fetch.isOver) this.#around.fetches.end(fetch);
    if (fetch.place !== 'service') return;
    this.#decide(fetch);
    this.#leave(fetch);
    this.#around.process.submit(this.#send, fetch.id);
  }

  /** What it is answered; a request takes effect in this moment. */
  #decide(fetch: Fetch): void {
    const { resource, confirms } = fetch;
    const { errorRatio } = this.#trouble;
    const nowUs = this.#around.queue.nowUs;
    const fails = errorRatio > 0 && this.#faultChance() < errorRatio;
    if (fails || this.#errorChance() < this.#model.errorRatio) {
      fetch.status = 500;
      fetch.bodyBytes = errorBytes;
      this.#counts.errors += 1;
      return;
    }
    fetch.changes = this.#versions.changesOf(resource, nowUs);
    if (this.#around.isWrite(fetch.route)) {
      fetch.writes = this.#versions.write(resource, nowUs);
      fetch.status = 204;
      fetch.bodyBytes = 0;
      this.#counts.writes += 1;
      return;
    }
    fetch.writes = this.#versions.writesOf(resource);
    fetch.unchangedUs = wholeSeconds(nowUs) - wholeSeconds(this.#versions.changedAtUs(resource));
    if (confirms !== undefined && confirms.writes === fetch.writes && confirms.changes === fetch.changes) {
      fetch.status = 304;
      fetch.bodyBytes = 0;
      this.#counts.notModified += 1;
      return;
    }
    fetch.status = 200;
    fetch.bodyBytes = fetch.askedBodyBytes >= 0 ? fetch.askedBodyBytes : this.#bodyBytesOf(resource);
  }

  /** Its place goes to the next that still wants one. */
  #leave(fetch: Fetch): void {
    fetch.place = 'away';
    this.#busy -= 1;
    while (this.#waiting.length > 0 && this.#busy < (this.#model.capacity ?? Number.POSITIVE_INFINITY)) {
      const next = this.#around.fetches.get(this.#waiting.shift());
      if (next.isCancelled) this.#around.fetches.end(next);
      else this.#begin(next);
    }
  }

  #break(fetch: Fetch): void {
    fetch.place = 'away';
    fetch.status = 0;
    if (fetch.isCancelled) this.#around.fetches.end(fetch);
    else this.#around.answer(fetch);
  }
}

/** Date and Last-Modified count whole seconds. */
function wholeSeconds(us: number): number {
  return Math.floor(us / 1e6) * 1e6;
}

function startCounts(atUs: number) {
  return {
    calls: 0,
    writes: 0,
    notModified: 0,
    errors: 0,
    arrivals: new ArrivalRecorder(atUs),
    delay: new LatencyHistogram(),
    queueWait: new LatencyHistogram(),
  };
}
