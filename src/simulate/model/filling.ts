import type { Fetch } from './fetch.ts';
import { before, type GatewayParts } from './gateway-parts.ts';
import type { OpenFetches } from './open-fetches.ts';
import type { PendingWork } from './pending-work.ts';
import { outcomePlaces, type Request } from './request.ts';
import { reuseOf } from './reuse.ts';
import type { RouteFacts } from './route-facts.ts';
import type { Stored } from './stored.ts';

/**
 * What becomes of the answer that a fetch has brought: who is given it, and what is to be stored. The rules of
 * gateway/flight/flight.ts and passengers.ts. CPU times in µs.
 */
export class Filling {
  readonly #parts: GatewayParts;
  readonly #fetches: OpenFetches;
  readonly #pending: PendingWork;

  constructor(parts: GatewayParts, fetches: OpenFetches, pending: PendingWork) {
    this.#parts = parts;
    this.#fetches = fetches;
    this.#pending = pending;
  }

  /** What is to be stored, if anything, and what all that takes. */
  receive(fetch: Fetch): { readonly stored: Stored | undefined; readonly costUs: number } {
    if (fetch.status === 0) {
      if (!this.#standIn(fetch)) this.#fail(fetch);
      return { stored: undefined, costUs: 0 };
    }
    if (fetch.status >= 500 && this.#standIn(fetch)) return { stored: undefined, costUs: 0 };
    const answer = this.#toStored(fetch);
    const isKept = this.#mayKeep(fetch, answer);
    const costUs = this.#storingUs(fetch, isKept) + this.#giveToLeader(fetch, answer);
    return {
      stored: isKept ? answer : undefined,
      costUs: costUs + this.#giveToFollowers(fetch, answer, isKept),
    };
  }

  /** The answer as it would be stored; where the backend has confirmed what is stored, that with a new lifetime. */
  #toStored(fetch: Fetch): Stored {
    const { routes, settings, queue, chance } = this.#parts;
    const { caching } = routes[fetch.route] as RouteFacts;
    const said = fetch.status >= 500 ? caching.error : caching;
    // Where only Last-Modified gives an idea of it (RFC 9111 §4.2.2).
    const guessedUs = said.lifetimePerUnchangedUs * fetch.unchangedUs;
    const longestUs = said.lifetimeUs + guessedUs;
    const fetchUs = queue.nowUs - fetch.requestedAtUs;
    const jitter = settings.ttlJitter === 0 ? 0 : settings.ttlJitter * chance();
    const shortenedUs = Math.max(0, longestUs - fetchUs) * jitter;
    const { status, bodyBytes, writes, changes } = fetch.status === 304 ? (fetch.confirms as Stored) : fetch;
    return {
      // Age counts from when the backend was asked (RFC 9111 §4.2.3).
      route: fetch.route,
      bornAtUs: fetch.requestedAtUs,
      lifetimeUs: longestUs - shortenedUs,
      usefulUntilUs: queue.nowUs + said.usefulForUs + guessedUs - shortenedUs,
      status,
      bodyBytes,
      writes,
      changes,
      fetchUs,
    };
  }

  #mayKeep(fetch: Fetch, { status, bodyBytes }: Stored): boolean {
    const { routes, settings } = this.#parts;
    const { caching } = routes[fetch.route] as RouteFacts;
    return (status >= 500 ? caching.error : caching).storable && bodyBytes <= settings.maxBodyBytes;
  }

  #storingUs({ bodyBytes }: Fetch, isKept: boolean): number {
    const { costs, memory, redis } = this.#parts;
    const { storeUs, storeKibibyteUs, forwardKibibyteUs, redisFillKibibyteUs } = costs.gateway;
    const kibibytes = bodyBytes / 1024;
    return (
      forwardKibibyteUs * kibibytes +
      (isKept && memory !== undefined ? storeUs + storeKibibyteUs * kibibytes : 0) +
      (isKept && redis !== undefined ? redisFillKibibyteUs * kibibytes : 0)
    );
  }

  #giveToLeader({ leader, status }: Fetch, answer: Stored): number {
    if (leader === undefined) return 0;
    const outcome = status === 304 ? outcomePlaces.revalidated : outcomePlaces.miss;
    this.#pending.give(leader, answer, outcome, this.#parts.queue.nowUs);
    return this.#bodyUs(answer);
  }

  /** They are given what may be used again; else each asks for itself. */
  #giveToFollowers(fetch: Fetch, answer: Stored, isKept: boolean): number {
    const { queue, routes, costs } = this.#parts;
    const { caching } = routes[fetch.route] as RouteFacts;
    const time = { nowUs: queue.nowUs, earlyRefresh: 0, chance: 0 };
    const isForAll = isKept && reuseOf(answer, caching, time) !== 'none';
    for (const follower of fetch.followers) {
      if (isForAll) this.#pending.give(follower, answer, outcomePlaces.collapsed, queue.nowUs);
      else {
        follower.stays('backend', queue.nowUs);
        this.#pending.starting.push(this.#fetches.begin(follower, { kind: 'fill', isShared: false }));
      }
    }
    const eachUs = isForAll
      ? costs.gateway.joinUs * (1 - before) + this.#bodyUs(answer)
      : costs.gateway.forwardUs * before;
    return fetch.followers.length * eachUs;
  }

  /** RFC 5861 §4. Whether what is stale has answered all in place of an error. */
  #standIn({ standIn, leader, followers }: Fetch): boolean {
    const { nowUs } = this.#parts.queue;
    if (standIn === undefined || standIn.untilUs < nowUs) return false;
    const give = (request: Request): void =>
      this.#pending.give(request, standIn.stored, outcomePlaces.miss, nowUs);
    if (leader !== undefined) give(leader);
    for (const follower of followers) give(follower);
    return true;
  }

  /** The backend gave no answer. Followers try once more together. */
  #fail({ leader, followers }: Fetch): void {
    if (leader !== undefined) this.#pending.refuse(leader);
    for (const follower of followers) {
      if (follower.disappointments === 0) this.#pending.sendBack(follower);
      else this.#pending.refuse(follower);
    }
  }

  #bodyUs({ bodyBytes }: Stored): number {
    return (this.#parts.costs.gateway.kibibyteUs * bodyBytes) / 1024;
  }
}
