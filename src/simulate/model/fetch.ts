import type { Request } from './request.ts';
import type { Stored } from './stored.ts';

/** One call to a backend, for a request, for several that want the same answer, or for nobody who waits (a refresh). */
export class Fetch {
  readonly id: number;
  readonly node: number;
  readonly route: number;
  readonly resource: number;
  /** `pass`: what comes back is passed on; `fill`: it is stored too, where it may be. */
  readonly kind: 'pass' | 'fill';
  /** How large the answer's body was where the request was recorded; −1: not known. */
  readonly askedBodyBytes: number;
  /** Which life of the gateway it belongs to: a restart forgets what was asked before. */
  readonly epoch: number;
  /** Whether others may wait for its answer. */
  readonly isShared: boolean;
  leader: Request | undefined;
  readonly followers: Request[] = [];
  /** What it asks the backend to confirm. */
  readonly confirms: Stored | undefined;
  /** What may answer in place of an error, and until when. */
  readonly standIn: { readonly stored: Stored; readonly untilUs: number } | undefined;
  /** Nobody wants its answer any more; it ends without one. */
  isCancelled = false;
  beganAtUs = 0;
  requestedAtUs = 0;
  /** How many invalidations of the resource Redis knew of when it began. */
  fence = 0;
  holdsLease = false;
  /** Redis was told of it in time, and may be given its answer. */
  isAnnounced = false;
  /** Where the backend has it. */
  place: 'away' | 'queue' | 'service' = 'away';
  enteredAtUs = 0;
  /** The end of its service is still to come. */
  isScheduled = false;
  /** It has ended, but for what is still scheduled. */
  isOver = false;

  /** Of the answer; 0: the backend could not be reached. */
  status = 0;
  bodyBytes = 0;
  writes = 0;
  changes = 0;

  constructor(id: number, plan: FetchPlan) {
    this.id = id;
    this.node = plan.node;
    this.route = plan.route;
    this.resource = plan.resource;
    this.kind = plan.kind;
    this.askedBodyBytes = plan.askedBodyBytes;
    this.epoch = plan.epoch;
    this.isShared = plan.isShared;
    this.leader = plan.leader;
    this.confirms = plan.confirms;
    this.standIn = plan.standIn;
  }
}

export type FetchPlan = Pick<
  Fetch,
  | 'node'
  | 'route'
  | 'resource'
  | 'kind'
  | 'askedBodyBytes'
  | 'epoch'
  | 'isShared'
  | 'leader'
  | 'confirms'
  | 'standIn'
>;

/** Fetches under way, by their numbers. */
export class FetchPool {
  readonly #fetches: (Fetch | undefined)[] = [];
  readonly #free: number[] = [];

  get(id: number): Fetch {
    return this.#fetches[id] as Fetch;
  }

  /** The one that has this number now; undefined: none has. */
  find(id: number): Fetch | undefined {
    return this.#fetches[id];
  }

  begin(plan: FetchPlan): Fetch {
    const id = this.#free.pop() ?? this.#fetches.length;
    const fetch = new Fetch(id, plan);
    this.#fetches[id] = fetch;
    return fetch;
  }

  /** It is over; its number goes to another once nothing is scheduled that names it. */
  end(fetch: Fetch): void {
    fetch.isOver = true;
    if (fetch.isScheduled) return;
    this.#fetches[fetch.id] = undefined;
    this.#free.push(fetch.id);
  }
}
