import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { isReusable } from '../http-cache/decide.ts';
import { fieldValue } from '../http-cache/header-fields.ts';
import type { ReceivedResponse } from '../http-cache/received-response.ts';
import { confirms } from '../http-cache/revalidation.ts';
import { countsAsError, isStoodInFor } from '../http-cache/stale-if-error.ts';
import type { StoredResponse } from '../http-cache/stored-response.ts';
import type { Fill } from '../response-cache.ts';
import { displacesStored, type StoringContext, toFreshened, toStorable, withBody } from '../storable.ts';
import { staysAt } from '../timed-response.ts';
import { describeFailure } from '../upstream/failure.ts';
import { passOnInterim } from '../upstream/interim-answer.ts';
import { countPassed } from '../upstream/read-buffers.ts';
import { endsWithConnection, receiveAnswer } from '../upstream/received-answer.ts';
import { sendToOrigin } from '../upstream/send-to-origin.ts';
import { ArrivingAnswer } from './arriving-answer.ts';
import type { FlightEvents } from './flight-events.ts';
import { type FlightPlan, outgoingFields } from './flight-plan.ts';
import type { FlightSurroundings } from './flight-surroundings.ts';
import { Passengers } from './passengers.ts';
import { SharedBody } from './shared-body.ts';
import type { Wanted } from './wanted.ts';

/** Followers wait so long for a header section: an origin that never answers one request may answer the next at once. */
const patienceMs = 5000;
/** More than this of an answer that nobody wants is not read, even to use its connection again. */
const mostUnwantedBytes = 64 * 2 ** 10;

/**
 * One request to an origin for every client that wants its answer. The first leads: its request is the one that is sent,
 * and it is given whatever comes back. Those who follow are given the answer if it may be shared and answers them too.
 * A flight without a leader refreshes what is stored (RFC 5861 §3).
 */
export class Flight implements Dispatcher.DispatchHandler {
  readonly plan: FlightPlan;
  readonly #around: FlightSurroundings;
  readonly #events: FlightEvents;
  readonly #passengers: Passengers;
  readonly #context: StoringContext;
  readonly #refreshes: boolean;
  readonly #patience: NodeJS.Timeout | undefined;
  #fill: Fill | undefined;
  #validates: boolean;
  #controller: Dispatcher.DispatchController | undefined;
  #requestedAtUs = 0;
  #notModified: ReceivedResponse | undefined;
  #answer: ArrivingAnswer | undefined;
  #unwantedBytes = 0;
  #isClosed = false;

  constructor(
    plan: FlightPlan,
    leader: Wanted | undefined,
    { around, events }: { readonly around: FlightSurroundings; readonly events: FlightEvents },
  ) {
    this.plan = plan;
    this.#around = around;
    this.#events = events;
    this.#validates = plan.validates;
    this.#refreshes = leader === undefined;
    this.#context = { policy: around.policy, chance: around.chance, ...plan };
    this.#passengers = new Passengers({
      leader,
      onward: events,
      nowUs: around.nowUs,
      deserted: () => this.#giveUpUnlessWanted(),
    });
    if (plan.isShared) this.#patience = setTimeout(() => this.#loseFollowers(), patienceMs).unref();
  }

  start(): void {
    const { key, name, isShared, mayWait, waitedMs } = this.plan;
    const filling = this.#around.cache.beginFill(key, name, { isShared, mayWait, waitedMs });
    if (filling instanceof Promise) {
      this.#leaderStays('store');
      filling.then((fill) => this.#begin(fill)).catch((error) => this.#fail(error));
    } else this.#begin(filling);
  }

  /** Whether a write or a purge has come in between: what the origin answers may be older, and is for those only who asked before it. */
  get isOutdated(): boolean {
    return this.#fill?.isOutdated() ?? false;
  }

  /** Gives the client this flight's answer, now or when it comes. False: it cannot, and the client is left as it was. */
  admit(wanted: Wanted): boolean {
    if (this.#isClosed) return false;
    if (this.#answer === undefined) return this.#passengers.board(wanted);
    return this.#answer.giveToFollower(wanted, this.#around.nowUs());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#requestedAtUs = this.#around.nowUs();
    this.#giveUpUnlessWanted();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    const leader = this.#passengers.leader;
    if (status < 200) {
      if (leader !== undefined) passOnInterim(leader.exchange.response, status, headers);
      return;
    }
    this.#leaderStays('gateway');
    const receivedAtUs = this.#around.nowUs();
    const times = { requestedAtUs: this.#requestedAtUs, receivedAtUs };
    const answer = receiveAnswer(controller, status, headers, times);
    if (answer === undefined) return;
    if (status === 304 && this.#validates) this.#notModified = answer;
    else this.#arrive(answer, endsWithConnection(status, headers));
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    countPassed(piece.byteLength);
    if (this.#answer === undefined) return;
    if (!this.#answer.body.add(piece)) controller.pause();
    if (!this.#isWanted()) this.#unwantedBytes += piece.byteLength;
    if (this.#unwantedBytes > mostUnwantedBytes) controller.abort(new Error('nobody wants this answer'));
  }

  onResponseEnd(): void {
    // What it hangs together with would be kept from being collected while it is young.
    this.#controller = undefined;
    if (this.#answer !== undefined) this.#land(this.#answer);
    else if (this.#notModified !== undefined) this.#confirm(this.#notModified);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  /** Also for a fault of our own, which must not end the process with all its other clients. */
  #fail(error: Error): void {
    this.#close();
    this.#fill?.abandon();
    if (this.#answer === undefined) this.#passengers.giveFailure(describeFailure(error));
    else this.#answer.body.breakOff();
  }

  #begin(fill: Fill): void {
    this.#fill = fill;
    if (fill.elsewhere === undefined) {
      this.#ask();
      return;
    }
    this.#leaderStays('backend');
    fill.elsewhere.then(() => this.#lookAgain()).catch((error) => this.#fail(error));
  }

  #ask(): void {
    const { target, destination, clientAddress } = this.plan;
    if (!this.#isWanted()) {
      this.#close();
      this.#fill?.abandon();
      return;
    }
    const headers = outgoingFields(this.plan, { validates: this.#validates });
    const request = { method: 'GET', target, destination, headers, clientAddress, body: null };
    sendToOrigin(this.#around.origins, request, this);
    this.#leaderStays('backend');
  }

  #leaderStays(where: Parameters<typeof staysAt>[0]): void {
    const { leader } = this.#passengers;
    if (leader !== undefined) staysAt(where, leader.exchange.response);
  }

  /** Another gateway has asked meanwhile, and what it got is in the store by now if it may be shared. */
  #lookAgain(): void {
    this.#close();
    this.#fill?.abandon();
    this.#passengers.sendBack();
  }

  #loseFollowers(): void {
    this.#events.closed(this);
    this.#passengers.sendFollowersBack();
  }

  /** The header section is here. */
  #arrive(answer: ReceivedResponse, isEndUnsure: boolean): void {
    const { maxBodyBytes, room } = this.#around;
    const { headers, stored } = this.plan;
    clearTimeout(this.#patience);
    const { prepared, isStorable } = toStorable(answer, this.#context);
    const isSmall = Number(fieldValue(answer.headers, 'content-length') ?? 0) <= maxBodyBytes;
    const isKept = isStorable && isSmall && !isEndUnsure && !isStoodInFor(answer, stored);
    const body = new SharedBody({
      keeps: isKept ? { limitBytes: maxBodyBytes, room } : undefined,
      resume: () => this.#controller?.resume(),
    });
    if (!isKept) this.#cannotKeep(answer, isStorable);
    else this.#learnIfReusable(prepared);
    this.#answer = new ArrivingAnswer({ answer, prepared, body, headers, isKept });
    if (countsAsError(answer.status)) this.#passengers.giveStale(answer.status);
    this.#passengers.giveArriving(this.#answer);
  }

  /** What may not be used again unasked is not worth waiting for, and the next answer will be like it. */
  #learnIfReusable(prepared: StoredResponse): void {
    if (this.plan.isShared && !isReusable(prepared, this.#around.nowUs())) this.#events.unshareable(this);
  }

  #cannotKeep(answer: ReceivedResponse, isStorable: boolean): void {
    this.#fill?.abandon();
    const { stored, key } = this.plan;
    if (stored !== undefined && !isStorable && displacesStored(answer, this.#context)) {
      this.#around.cache.invalidate(key);
    }
    this.#events.closed(this);
    // An error may be gone the next time; what is private will still be.
    if (this.plan.isShared && !countsAsError(answer.status)) this.#events.unshareable(this);
  }

  /** The answer is complete. */
  #land({ prepared, body, isKept }: ArrivingAnswer): void {
    body.complete();
    const whole = body.whole();
    if (whole !== undefined) this.#fill?.keep(this.plan.headers, withBody(prepared, whole));
    else if (isKept) this.#fill?.abandon();
    body.release();
    this.#close();
  }

  /** RFC 9111 §4.3.4: what is stored still holds, and the 304's fields update it. */
  #confirm(notModified: ReceivedResponse): void {
    const { stored, headers } = this.plan;
    if (stored === undefined || !confirms(notModified.headers, stored)) {
      // It speaks of a response that we do not have.
      this.#validates = false;
      this.#ask();
      return;
    }
    const { prepared, isStorable } = toFreshened(stored, notModified, this.#context);
    if (isStorable) {
      this.#fill?.keep(headers, prepared);
      this.#learnIfReusable(prepared);
    } else this.#cannotKeep({ ...notModified, status: prepared.status, headers: prepared.headers }, false);
    this.#close();
    this.#passengers.giveFreshened(prepared, isStorable);
  }

  /** Whether the answer is worth waiting for. One that is being stored is, though its clients are gone. */
  #isWanted(): boolean {
    if (this.#passengers.areWaiting) return true;
    return this.#answer === undefined ? this.#refreshes : this.#answer.body.isWhole;
  }

  #giveUpUnlessWanted(): void {
    const isNearlyRead = this.#answer !== undefined && this.#passengers.leader === undefined;
    if (this.#isClosed || this.#isWanted() || isNearlyRead) return;
    this.#controller?.abort(new Error('nobody wants this answer any more'));
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#patience);
    this.#events.closed(this);
  }
}
