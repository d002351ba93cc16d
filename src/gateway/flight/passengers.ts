import { failedStatus, forwardedStatus, staleIfErrorStatus } from '../http-cache/cache-status.ts';
import { decide } from '../http-cache/decide.ts';
import { mayAnswerError } from '../http-cache/stale-if-error.ts';
import type { StoredResponse } from '../http-cache/stored-response.ts';
import { answerLocally } from '../local-answer.ts';
import { answerFromStore } from '../stored-answer.ts';
import { staysAt } from '../timed-response.ts';
import type { UpstreamFailure } from '../upstream/failure.ts';
import type { ArrivingAnswer } from './arriving-answer.ts';
import type { Wanted } from './wanted.ts';

/** What becomes of clients that a flight has no answer for. */
export interface Onward {
  /** The client's request is to be looked at anew, together with others. */
  again(wanted: Wanted): void;
  /** The client's request is to be sent on its own. */
  alone(wanted: Wanted): void;
}

export interface PassengersOptions {
  /** Undefined: the flight refreshes what is stored, and nobody waits for it. */
  readonly leader: Wanted | undefined;
  readonly onward: Onward;
  /** µs since 1970. */
  readonly nowUs: () => number;
  /** The last client has gone, answered or not. */
  readonly deserted: () => void;
}

/** So many clients wait for one answer; more go on their own. */
const mostFollowers = 10_000;

/** The clients that one flight has aboard, and how each is answered in the end. */
export class Passengers {
  readonly #onward: Onward;
  readonly #nowUs: () => number;
  readonly #deserted: () => void;
  #leader: Wanted | undefined;
  #followers: Wanted[] = [];
  /** Those that are still connected, and how each is watched. */
  readonly #connected = new Map<Wanted, () => void>();

  constructor({ leader, onward, nowUs, deserted }: PassengersOptions) {
    this.#onward = onward;
    this.#nowUs = nowUs;
    this.#deserted = deserted;
    this.#leader = leader;
    if (leader !== undefined) this.#watch(leader);
  }

  get leader(): Wanted | undefined {
    return this.#leader;
  }

  /** Whether any of them is still connected. */
  get areWaiting(): boolean {
    return this.#connected.size > 0;
  }

  /** False where there is no more room. */
  board(follower: Wanted): boolean {
    if (this.#followers.length >= mostFollowers) return false;
    this.#followers.push(follower);
    staysAt('backend', follower.exchange.response);
    this.#watch(follower);
    return true;
  }

  #watch(wanted: Wanted): void {
    const leave = (): void => {
      this.#connected.delete(wanted);
      if (this.#connected.size === 0) this.#deserted();
    };
    this.#connected.set(wanted, leave);
    wanted.exchange.response.once('close', leave);
  }

  /** It is no longer this flight's to watch. */
  #letGo(wanted: Wanted): Wanted {
    const leave = this.#connected.get(wanted);
    if (leave !== undefined) wanted.exchange.response.off('close', leave);
    this.#connected.delete(wanted);
    return wanted;
  }

  /** They look anew: each has waited in vain once. */
  sendBack(): void {
    const leader = this.#leader;
    this.#leader = undefined;
    if (leader !== undefined) this.#onward.again(disappointed(this.#letGo(leader)));
    this.sendFollowersBack();
  }

  sendFollowersBack(): void {
    for (const follower of this.#followers.splice(0)) this.#onward.again(disappointed(this.#letGo(follower)));
  }

  /** The answer is here; it is the leader's, and everyone's whom it answers too. */
  giveArriving(answer: ArrivingAnswer): void {
    if (this.#leader !== undefined) answer.giveToLeader(this.#leader, this.#nowUs());
    for (const follower of this.#followers.splice(0)) {
      if (isGone(follower) || answer.giveToFollower(follower, this.#nowUs())) continue;
      this.#onward.alone(this.#letGo(follower));
    }
  }

  /** The origin has confirmed what is stored. `isStored`: it is stored on, so others may be given it. */
  giveFreshened(freshened: StoredResponse, isStored: boolean): void {
    const nowUs = this.#nowUs();
    const leader = this.#leader;
    if (leader !== undefined) {
      const cacheStatus = forwardedStatus({ reason: leader.reason, status: 304, isStored });
      answerFromStore(leader.exchange, { stored: freshened, cacheStatus, nowUs });
    }
    for (const follower of this.#followers.splice(0)) {
      const { exchange, reason } = follower;
      const decision = decide(exchange.headers, freshened, { nowUs, earlyRefresh: 0, chance: 0 });
      if (isStored && decision.kind === 'serve') {
        const cacheStatus = forwardedStatus({ reason, status: 304, isStored: false, isCollapsed: true });
        answerFromStore(exchange, { stored: freshened, cacheStatus, nowUs });
      } else {
        this.#onward.alone(this.#letGo(follower));
      }
    }
  }

  /**
   * RFC 5861 §4: those who may have what is stale rather than an error are given it, and wait no longer.
   * `status`: the error that the origin answered with; undefined: it did not answer.
   */
  giveStale(status: number | undefined): void {
    const nowUs = this.#nowUs();
    const isServed = ({ exchange, found, reason }: Wanted): boolean => {
      if (found.kind !== 'response' || !mayAnswerError(exchange.headers, found, nowUs)) return false;
      answerFromStore(exchange, { stored: found, cacheStatus: staleIfErrorStatus(reason, status), nowUs });
      return true;
    };
    if (this.#leader !== undefined && isServed(this.#leader)) this.#leader = undefined;
    this.#followers = this.#followers.filter((follower) => !isServed(follower));
  }

  /** The origin gave no answer. Followers try once more together, so that a single broken connection fails one client at most. */
  giveFailure({ status, detail }: UpstreamFailure): void {
    this.giveStale(undefined);
    if (this.#leader !== undefined) fail(this.#leader);
    for (const follower of this.#followers.splice(0)) {
      if (follower.disappointments === 0) this.#onward.again(disappointed(this.#letGo(follower)));
      else fail(follower);
    }

    function fail({ exchange, reason }: Wanted): void {
      answerLocally(exchange.response, status, failedStatus(reason, detail));
    }
  }
}

function isGone({ exchange }: Wanted): boolean {
  return exchange.response.destroyed;
}

function disappointed(wanted: Wanted): Wanted {
  return { ...wanted, disappointments: wanted.disappointments + 1 };
}
