import { LRUCache } from 'lru-cache';
import { parseCacheControl } from '../http-cache/cache-control.ts';
import { flightKey } from '../http-cache/flight-key.ts';
import { requestField } from '../http-cache/header-fields.ts';
import { refreshRequest } from '../http-cache/refresh-request.ts';
import type { StoredResponse } from '../http-cache/stored-response.ts';
import { Flight } from './flight.ts';
import type { FlightEvents } from './flight-events.ts';
import type { FlightPlan } from './flight-plan.ts';
import type { FlightSurroundings } from './flight-surroundings.ts';
import { InFlightRoom } from './in-flight-room.ts';
import type { Wanted } from './wanted.ts';

/** Answers that are held in memory while they arrive may take so much, all together. */
const mostInFlightBytes = 64 * 2 ** 20;
/** How long nobody waits for another's answer, after one turned out to be for one client only. */
const unshareableForMs = 10_000;
/** So many such answers are remembered. */
const mostUnshareable = 10_000;

export interface FlightsOptions extends Omit<FlightSurroundings, 'room'> {
  /** Whether clients share requests to origins at all. */
  readonly collapse: boolean;
  /** Looks at a request anew, which has waited in vain. */
  readonly again: (wanted: Wanted) => void;
}

/**
 * The requests to origins that are under way for this process. Clients that want the same answer share one (request
 * collapsing, RFC 9111 §4): none of them waits for more than the first piece of an answer, and an answer that proves to
 * be for one client only is not given to others.
 */
export class Flights {
  readonly #around: FlightSurroundings;
  readonly #collapse: boolean;
  readonly #open = new Map<string, Flight>();
  readonly #unshareable = new LRUCache<string, true>({ max: mostUnshareable, ttl: unshareableForMs });
  readonly #events: FlightEvents;

  constructor(options: FlightsOptions) {
    this.#around = { ...options, room: new InFlightRoom(mostInFlightBytes) };
    this.#collapse = options.collapse;
    this.#events = {
      closed: (flight) => {
        if (this.#open.get(flight.plan.name) === flight) this.#open.delete(flight.plan.name);
      },
      unshareable: ({ plan }) => this.#unshareable.set(plan.name, true),
      again: options.again,
      alone: (wanted) => this.#send(wanted, { isShared: false }),
    };
  }

  /** Gets the client its answer: from a request that is under way, or by a new one. */
  want(wanted: Wanted): void {
    const name = flightName(wanted);
    if (!this.#collapse || wantsItsOwn(wanted) || this.#unshareable.has(name)) {
      this.#send(wanted, { isShared: false });
      return;
    }
    const open = this.#open.get(name);
    if (open === undefined) this.#send(wanted, { isShared: true });
    // It may still hold the lease that says in Redis who asks, and to wait for that would be to wait for it.
    else if (open.isOutdated) this.#send(wanted, { isShared: true, mayWait: false });
    else if (!open.admit(wanted)) this.#send(wanted, { isShared: false });
  }

  /** Brings what is stored up to date while its clients are answered with what there is (RFC 5861 §3). */
  refresh(wanted: Wanted & { readonly found: StoredResponse }): void {
    const { exchange, found } = wanted;
    const headers = refreshRequest(exchange.headers, found, exchange.destination.key);
    // Its client has its answer, so the time that it waited counts no more.
    const forAll = { ...wanted, exchange: { ...exchange, headers }, waitedMs: undefined };
    const name = flightName(forAll);
    if (this.#open.has(name)) return;
    this.#start(new Flight(planOf(forAll, { name, isShared: true }), undefined, this.#surroundings()));
  }

  #send(wanted: Wanted, { isShared, mayWait = isShared }: Pick<PlanOptions, 'isShared' | 'mayWait'>): void {
    const plan = planOf(wanted, { name: flightName(wanted), isShared, mayWait });
    this.#start(new Flight(plan, wanted, this.#surroundings()));
  }

  #start(flight: Flight): void {
    if (flight.plan.isShared) this.#open.set(flight.plan.name, flight);
    flight.start();
  }

  #surroundings() {
    return { around: this.#around, events: this.#events };
  }
}

/** Whoever shows credentials waits only for others who do: those answers are less likely to be shared. */
function flightName({ exchange, key, found }: Wanted): string {
  const { headers } = exchange;
  const hasCredentials = headers['authorization'] !== undefined || headers['cookie'] !== undefined;
  return `${hasCredentials ? 'c' : 'n'}${flightKey(key, found, headers)}`;
}

/** A request that will not take what others are given, or leaves nothing for them. */
function wantsItsOwn({ reason, exchange }: Wanted): boolean {
  return reason === 'request' || parseCacheControl(requestField(exchange.headers, 'cache-control')).noStore;
}

interface PlanOptions extends Pick<FlightPlan, 'name' | 'isShared'> {
  readonly mayWait?: boolean;
}

function planOf(
  { exchange, key, found, reason, validates, disappointments, waitedMs }: Wanted,
  { name, isShared, mayWait = isShared }: PlanOptions,
): FlightPlan {
  const { request, target, headers, destination } = exchange;
  return {
    name,
    key,
    target,
    destination,
    headers,
    clientAddress: request.socket.remoteAddress,
    reason,
    stored: found.kind === 'response' ? found : undefined,
    validates,
    isShared,
    mayWait: mayWait && disappointments === 0,
    waitedMs,
  };
}
