import type { Request } from './request.ts';
import type { Stored } from './stored.ts';

/** One call to a backend, for a request, for several that want the same answer, or for nobody who waits (a refresh). */
export class Fetch {
  readonly id: number;
  node = 0;
  route = 0;
  resource = 0;
  /** `pass`: what comes back is passed on; `fill`: it is stored too, where it may be. */
  kind: 'pass' | 'fill' = 'pass';
  /** How large the answer's body was where the request was recorded; −1: not known. */
  askedBodyBytes = -1;
  /** Which life of the gateway it belongs to: a restart forgets what was asked before. */
  epoch = 0;
  /** Whether others may wait for its answer. */
  isShared = false;
  leader: Request | undefined = undefined;
  followers: Request[] = noFollowers;
  /** What it asks the backend to confirm. */
  confirms: Stored | undefined = undefined;
  /** What may answer in place of an error, and until when. */
  standIn: { readonly stored: Stored; readonly untilUs: number } | undefined = undefined;
  /** Nobody wants its answer any more; it ends without one. */
  isCancelled = false;
  beganAtUs = 0;
  requestedAtUs = 0;
  /** How many invalidations of the resource Redis knew of when it began. */
  fence = 0;
  holdsLease = false;
  /** Other gateways wait for its lease. */
  isAwaited = false;
  /** Redis was told of it in time, and may be given its answer. */
  isAnnounced = false;
  /** Where the backend has it. */
  place: 'away' | 'queue' | 'service' = 'away';
  enteredAtUs = 0;
  /** The end of its service is still to come. */
  isScheduled = false;
  /** It has ended, but for what is still scheduled. */
  isOver = true;

  /** Of the answer; 0: the backend could not be reached. */
  status = 0;
  bodyBytes = 0;
  writes = 0;
  changes = 0;
  /** Between when the resource last changed and when it was answered, as Last-Modified and Date tell it. */
  unchangedUs = 0;

  constructor(id: number) {
    this.id = id;
  }

  /** Whether it is worth waiting for another gateway that asks already: whoever waited in vain does not wait again. */
  get mayWait(): boolean {
    return this.isShared && (this.leader?.disappointments ?? 0) === 0;
  }

  /** Becomes another one. */
  begin(plan: FetchPlan): void {
    this.node = plan.node;
    this.route = plan.route;
    this.resource = plan.resource;
    this.kind = plan.kind;
    this.askedBodyBytes = plan.askedBodyBytes;
    this.epoch = plan.epoch;
    this.isShared = plan.isShared;
    this.leader = plan.leader;
    this.followers = noFollowers;
    this.confirms = plan.confirms;
    this.standIn = plan.standIn;
    this.isCancelled = false;
    this.requestedAtUs = 0;
    this.fence = 0;
    this.holdsLease = false;
    this.isAwaited = false;
    this.isAnnounced = false;
    this.place = 'away';
    this.isOver = false;
    this.status = 0;
    this.bodyBytes = 0;
    this.writes = 0;
    this.changes = 0;
    this.unchangedUs = 0;
  }

  /** A request waits for its answer. */
  board(request: Request): void {
    if (this.followers === noFollowers) this.followers = [request];
    else this.followers.push(request);
  }
}

/** What most have. */
const noFollowers: Request[] = [];

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

/** Fetches by their numbers, used again and again. */
export class FetchPool {
  readonly #fetches: Fetch[] = [];
  readonly #free: Fetch[] = [];

  get(id: number): Fetch {
    return this.#fetches[id] as Fetch;
  }

  /** Those under way, among others that are over. */
  get all(): readonly Fetch[] {
    return this.#fetches;
  }

  begin(plan: FetchPlan): Fetch {
    const fetch = this.#free.pop() ?? this.#create();
    fetch.begin(plan);
    return fetch;
  }

  /** It is over; its number goes to another once nothing is scheduled that names it. */
  end(fetch: Fetch): void {
    fetch.isOver = true;
    if (!fetch.isScheduled) this.#free.push(fetch);
  }

  #create(): Fetch {
    const fetch = new Fetch(this.#fetches.length);
    this.#fetches.push(fetch);
    return fetch;
  }
}
