import { type Outcome, outcomes } from '../../measure/outcome.ts';

/** The place of each outcome in `outcomes`, by which the model names them. */
export const outcomePlaces = Object.fromEntries(outcomes.map((name, place) => [name, place])) as Readonly<
  Record<Outcome, number>
>;

/** One of them. */
export type OutcomePlace = number;

/** What a request waits for within a gateway; `gateway`: for nobody but the gateway itself. */
export type Stay = 'gateway' | 'store' | 'backend';

/** A client's request, from when it is due until its fate is settled on both sides. */
export class Request {
  readonly id: number;
  route = 0;
  resource = 0;
  user = 0;
  node = 0;
  /** NaN in a closed loop. */
  dueAtUs = Number.NaN;
  /** NaN as long as it waits for a connection. */
  sentAtUs = Number.NaN;
  /** In an open loop: it had to wait for a connection. */
  hasQueued = false;
  /** Its client waits no longer, or it stands for nobody's request. */
  isGone = true;
  /** A gateway has it. */
  isInside = false;
  /** How large the answer's body was where the request was recorded; −1: not known. */
  askedBodyBytes = -1;
  /** The number of the call to a backend whose answer it waits for. */
  fetchId = 0;
  /** Redis could not be asked for it. */
  isDoneWithRedis = false;

  /** How often it waited in vain for the answer to another's. */
  disappointments = 0;
  /** That it answers another's wait counts as collapsed, although it was found in the store. */
  hasWaitedElsewhere = false;

  outcome = 0;
  status = 0;
  bodyBytes = 0;
  writes = 0;
  changes = 0;

  arrivedAtUs = 0;
  storeUs = 0;
  backendUs = 0;
  #stay: Stay = 'gateway';
  #sinceUs = 0;

  constructor(id: number) {
    this.id = id;
  }

  /** A gateway takes it up. */
  enter(nowUs: number): void {
    this.arrivedAtUs = nowUs;
    this.storeUs = 0;
    this.backendUs = 0;
    this.disappointments = 0;
    this.hasWaitedElsewhere = false;
    this.isDoneWithRedis = false;
    this.#stay = 'gateway';
  }

  /** From now on it waits for something else. */
  stays(where: Stay, nowUs: number): void {
    if (this.#stay === where) return;
    if (this.#stay === 'store') this.storeUs += nowUs - this.#sinceUs;
    else if (this.#stay === 'backend') this.backendUs += nowUs - this.#sinceUs;
    this.#stay = where;
    this.#sinceUs = nowUs;
  }
}

/** Requests, used again and again. */
export class RequestPool {
  readonly #requests: Request[] = [];
  readonly #free: Request[] = [];

  get(id: number): Request {
    return this.#requests[id] as Request;
  }

  take(): Request {
    const request = this.#free.pop() ?? this.#create();
    request.isGone = false;
    request.hasQueued = false;
    return request;
  }

  give(request: Request): void {
    request.isGone = true;
    request.isInside = false;
    this.#free.push(request);
  }

  /** Those under way, among others whose clients are gone. */
  get all(): readonly Request[] {
    return this.#requests;
  }

  #create(): Request {
    const request = new Request(this.#requests.length);
    this.#requests.push(request);
    return request;
  }
}
