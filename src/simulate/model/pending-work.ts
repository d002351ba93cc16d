import type { SimulatedCache } from '../cache/simulated-cache.ts';
import type { Fetch } from './fetch.ts';
import { type OutcomePlace, outcomePlaces, type Request } from './request.ts';
import type { Stored } from './stored.ts';

/** What a gateway has decided in a piece of work, and does when the CPU time for it has passed. */
export class PendingWork {
  /** Answers that are complete. */
  readonly responding: Request[] = [];
  /** Calls to backends, which Redis may have to be told of first. */
  readonly starting: Fetch[] = [];
  /** Requests for which Redis is to be asked what it has. */
  readonly reading: Request[] = [];
  /** Requests that are to be looked at anew. */
  readonly lookingAgain: Request[] = [];

  /** Gives a request what is stored; `nowUs`: from now on it waits for nobody. */
  give(request: Request, stored: Stored, outcome: OutcomePlace, nowUs: number): void {
    request.status = stored.status;
    request.bodyBytes = stored.bodyBytes;
    request.writes = stored.writes;
    request.changes = stored.changes;
    request.outcome = stored.status >= 500 ? outcomePlaces.error : outcome;
    request.stays('gateway', nowUs);
    this.responding.push(request);
  }

  /** The same of what is in a slot of a cache, without taking it out. */
  giveSlot(request: Request, cache: SimulatedCache, slot: number, nowUs: number): void {
    request.status = cache.status(slot);
    request.bodyBytes = cache.bodyBytes(slot);
    request.writes = cache.writes(slot);
    request.changes = cache.changes(slot);
    request.outcome = request.status >= 500 ? outcomePlaces.error : outcomePlaces.hit;
    request.stays('gateway', nowUs);
    this.responding.push(request);
  }

  /** Nothing but answers is pending. */
  get isAnswersOnly(): boolean {
    return this.starting.length === 0 && this.reading.length === 0 && this.lookingAgain.length === 0;
  }

  /** No answer could be had: status 502. */
  refuse(request: Request): void {
    request.status = 502;
    request.bodyBytes = 0;
    request.outcome = outcomePlaces.error;
    this.responding.push(request);
  }

  /** It has waited in vain for the answer to another's request. */
  sendBack(request: Request): void {
    request.disappointments += 1;
    this.lookingAgain.push(request);
  }
}
