import type { ScheduleRecorder } from '../../measure/schedule-recorder.ts';
import type { Balance, Load } from '../../scenario/scenario.ts';
import type { ArrivalTimes } from '../../workload/arrivals/arrival-times.ts';
import type { ResourceStream } from '../../workload/resource-stream.ts';
import type { TrialRecorder } from '../trial-recorder.ts';
import type { Process } from './cores.ts';
import type { EventQueue } from './event-queue.ts';
import type { Request, RequestPool } from './request.ts';
import { Ring } from './ring.ts';

export interface ClientsOptions {
  readonly queue: EventQueue;
  readonly process: Process;
  readonly pool: RequestPool;
  readonly load: Load;
  readonly nodes: number;
  readonly balance: Balance;
  /** CPU time of the load generator to send a request and take its answer, and for each KiB of the answer. */
  readonly costs: { readonly requestUs: number; readonly kibibyteUs: number };
  /** Puts a request on its way to its gateway. */
  readonly send: (request: Request) => void;
  /** The client of a request that a gateway has waits no longer. */
  readonly desert: (request: Request) => void;
  /** An answer was taken at that time. */
  readonly taken: (request: Request, atUs: number) => void;
}

/** What is asked for in one phase, and what counts it. */
export interface Demand {
  readonly stream: ResourceStream;
  readonly recorder: TrialRecorder;
  /** When requests are due, from the beginning of the phase on, and what counts how that was kept; undefined: a closed loop. */
  readonly plan: { readonly times: ArrivalTimes; readonly schedule: ScheduleRecorder } | undefined;
}

/** How often it is looked whether requests have been waited for too long. */
const expiryEveryUs = 100e3;
/** For how long a client lets a server rest that it could not reach: about what load/load-connection.ts does. */
const restUs = 20e3;

/**
 * The load. In a closed loop as many clients as there are connections, each of which sends its next request when it has the answer to
 * the last; in an open loop requests at their times, which wait for a connection where all are taken.
 */
export class Clients {
  readonly #options: ClientsOptions;
  readonly #turn: number;
  readonly #depart: number;
  readonly #take: number;
  readonly #due: number;
  readonly #rested: number;
  readonly #expire: number;
  readonly #isFree: boolean;
  /** Requests of an open loop that wait for a connection, by their numbers. */
  #waiting = new Ring();
  #demand: Demand | undefined;
  #beganAtUs = 0;
  #endUs = 0;
  #isOpen = false;
  #underWay = 0;
  #resting = 0;
  #assigned = 0;
  #next: Request | undefined;
  /** Of the phase under way, so that what was scheduled in an earlier one can be told. */
  #phase = 0;
  traceEnded = false;

  constructor(options: ClientsOptions) {
    this.#options = options;
    const { queue, process, pool, costs } = options;
    const halfUs = costs.requestUs / 2;
    const bodyUs = (id: number): number => (costs.kibibyteUs * pool.get(id).bodyBytes) / 1024;
    this.#isFree = costs.requestUs === 0;
    this.#turn = process.kind({
      begin: (id) => {
        const receivingUs = halfUs + bodyUs(id);
        this.#turnAround(pool.get(id), queue.nowUs + receivingUs);
        return receivingUs + halfUs;
      },
      end: () => this.#next && this.#leave(this.#next),
    });
    this.#depart = process.kind({
      begin: (id) => {
        this.#stamp(pool.get(id));
        return halfUs;
      },
      end: (id) => this.#leave(pool.get(id)),
    });
    this.#take = process.kind({
      begin: (id) => halfUs + bodyUs(id),
      end: (id) => this.#complete(pool.get(id), queue.nowUs),
    });
    this.#due = queue.kind((phase) => phase === this.#phase && this.#arrive());
    this.#rested = queue.kind((phase) => phase === this.#phase && this.#wake());
    this.#expire = queue.kind((phase) => phase === this.#phase && this.#expireOld());
  }

  /** Begins a phase that offers requests for so long. */
  begin(demand: Demand, durationUs: number): void {
    const { queue, load } = this.#options;
    this.#phase += 1;
    this.#demand = demand;
    this.#beganAtUs = queue.nowUs;
    this.#endUs = queue.nowUs + durationUs;
    this.#isOpen = true;
    this.#underWay = 0;
    this.#resting = 0;
    this.#waiting = new Ring();
    this.traceEnded = false;
    demand.recorder.begin(queue.nowUs);
    queue.schedule(queue.nowUs + expiryEveryUs, this.#expire, this.#phase);
    if (demand.plan !== undefined) this.#scheduleNext();
    else while (this.#isOpen && this.#underWay < load.connections) this.#sendNew();
  }

  /** Offers nothing more; what waits for a connection is still sent. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#demand?.recorder.close(this.#options.queue.nowUs);
  }

  /** Whether the fate of every request is known, and none will come. */
  get isSettled(): boolean {
    return !this.#isOpen && this.#underWay === 0 && this.#waiting.length === 0;
  }

  /** Gives up what is still under way. */
  abandon(): void {
    for (const request of this.#options.pool.all) if (!request.isGone) this.#giveUp(request, 'unfinished');
    this.#waiting = new Ring();
    this.#underWay = 0;
  }

  /** An answer has arrived. */
  answered(request: Request): void {
    const { pool, process, queue } = this.#options;
    if (request.isGone) pool.give(request);
    else if (this.#demand?.plan !== undefined) {
      if (this.#isFree) this.#complete(request, queue.nowUs);
      else process.submit(this.#take, request.id);
    } else if (this.#isFree) {
      this.#turnAround(request, queue.nowUs);
      if (this.#next !== undefined) this.#leave(this.#next);
    } else process.submit(this.#turn, request.id);
  }

  /** The connection of a request was refused, or broke. */
  broken(request: Request): void {
    const { queue } = this.#options;
    if (request.isGone) return;
    this.#giveUp(request, 'error');
    this.#underWay -= 1;
    if (this.#demand?.plan !== undefined) this.#sendWaiting();
    else if (this.#isOpen) {
      this.#resting += 1;
      queue.schedule(queue.nowUs + restUs, this.#rested, this.#phase);
    }
  }

  /** Takes the answer and prepares what the client sends next, if anything. */
  #turnAround(request: Request, atUs: number): void {
    this.#next = undefined;
    if (request.isGone) {
      this.#options.pool.give(request);
      return;
    }
    this.#record(request, atUs);
    const next = this.#isOpen ? this.#draw() : undefined;
    if (next === undefined) return;
    next.sentAtUs = atUs;
    this.#underWay += 1;
    this.#next = next;
  }

  #complete(request: Request, atUs: number): void {
    if (request.isGone) {
      this.#options.pool.give(request);
      return;
    }
    this.#record(request, atUs);
    this.#sendWaiting();
  }

  #record(request: Request, atUs: number): void {
    this.#underWay -= 1;
    this.#options.taken(request, atUs);
    this.#options.pool.give(request);
  }

  #sendNew(): void {
    const request = this.#draw();
    if (request === undefined) return;
    this.#underWay += 1;
    this.#send(request);
  }

  #send(request: Request): void {
    if (this.#isFree) {
      this.#stamp(request);
      this.#leave(request);
    } else this.#options.process.submit(this.#depart, request.id);
  }

  /** The next request of the stream; undefined, and the phase is closed, where a trace has ended. */
  #draw(): Request | undefined {
    const { pool, balance, nodes } = this.#options;
    const { stream, recorder } = this.#demand as Demand;
    if (!stream.next()) {
      this.traceEnded = true;
      this.close();
      return undefined;
    }
    const request = pool.take();
    request.route = stream.route;
    request.resource = stream.resource;
    request.user = stream.user;
    request.askedBodyBytes = stream.bodyBytes;
    request.bodyBytes = 0;
    request.node = (balance === 'sticky' ? stream.user : this.#assigned) % nodes;
    request.dueAtUs = Number.NaN;
    request.sentAtUs = Number.NaN;
    this.#assigned += 1;
    recorder.offered();
    return request;
  }

  /** The moment in which it is sent. */
  #stamp(request: Request): void {
    const { nowUs } = this.#options.queue;
    request.sentAtUs = nowUs;
    if (!request.hasQueued && this.#demand?.plan !== undefined) {
      this.#demand.plan.schedule.sentAtOnce((nowUs - request.dueAtUs) / 1e3);
    }
  }

  #leave(request: Request): void {
    if (request.isGone) this.#options.pool.give(request);
    else this.#options.send(request);
  }

  #scheduleNext(): void {
    const dueUs = (this.#demand as Demand).plan?.times.next();
    const atUs = dueUs === undefined ? Number.POSITIVE_INFINITY : this.#beganAtUs + dueUs;
    if (atUs < this.#endUs) this.#options.queue.schedule(atUs, this.#due, this.#phase);
    else if (dueUs === undefined && !(this.#demand as Demand).stream.next()) {
      // A recording ends with its last time.
      this.traceEnded = true;
      this.close();
    }
  }

  /** A request of an open loop is due. */
  #arrive(): void {
    const { queue, load } = this.#options;
    if (!this.#isOpen) return;
    const request = this.#draw();
    if (request === undefined) return;
    request.dueAtUs = queue.nowUs;
    request.hasQueued = this.#waiting.length > 0 || this.#underWay >= load.connections;
    if (request.hasQueued) {
      this.#waiting.push(request.id);
      this.#demand?.plan?.schedule.queued(this.#waiting.length, 0);
    } else {
      this.#underWay += 1;
      this.#send(request);
    }
    this.#scheduleNext();
  }

  #sendWaiting(): void {
    const { pool, load } = this.#options;
    while (this.#waiting.length > 0 && this.#underWay < load.connections) {
      const request = pool.get(this.#waiting.shift());
      if (request.isGone) {
        pool.give(request);
        continue;
      }
      this.#underWay += 1;
      this.#send(request);
    }
  }

  #wake(): void {
    this.#resting -= 1;
    if (this.#isOpen && this.#underWay + this.#resting < this.#options.load.connections) this.#sendNew();
  }

  #expireOld(): void {
    const { queue, pool, load } = this.#options;
    const plan = this.#demand?.plan;
    for (const request of pool.all) {
      const isSent = !Number.isNaN(request.sentAtUs);
      const sinceUs = isSent ? request.sentAtUs : request.dueAtUs;
      if (request.isGone || !(queue.nowUs - sinceUs >= load.timeoutUs)) continue;
      this.#giveUp(request, 'timeout');
      if (!isSent && request.hasQueued) continue;
      this.#underWay -= 1;
      if (plan !== undefined) this.#sendWaiting();
      else if (this.#isOpen) this.#sendNew();
    }
    if (!this.isSettled) queue.schedule(queue.nowUs + expiryEveryUs, this.#expire, this.#phase);
  }

  #giveUp(request: Request, failure: 'error' | 'timeout' | 'unfinished'): void {
    const { nowUs } = this.#options.queue;
    const sinceUs = Number.isNaN(request.dueAtUs) ? request.sentAtUs : request.dueAtUs;
    this.#demand?.recorder.failed(nowUs, failure, Number.isNaN(sinceUs) ? 0 : nowUs - sinceUs);
    request.isGone = true;
    if (request.isInside) this.#options.desert(request);
  }
}
