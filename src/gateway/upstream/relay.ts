import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { failedStatus, forwardedStatus } from '../http-cache/cache-status.ts';
import type { ForwardReason } from '../http-cache/decide.ts';
import { fieldValue } from '../http-cache/header-fields.ts';
import type { ReceivedResponse } from '../http-cache/received-response.ts';
import { answerLocally } from '../local-answer.ts';
import { staysAt } from '../timed-response.ts';
import { describeFailure } from './failure.ts';
import { passOnInterim } from './interim-answer.ts';
import { countPassed } from './read-buffers.ts';
import { receiveAnswer } from './received-answer.ts';

/** What is done with an origin's answer besides passing it on. */
export interface AnswerPlan {
  readonly reason: ForwardReason;
  /** Has to be done before the client sees anything of the answer. */
  readonly before?: (answer: ReceivedResponse) => Promise<unknown> | undefined;
  /** Takes an answer that is not the client's to see, and answers in its place: a 304 to our own condition, say. */
  readonly instead?: (answer: ReceivedResponse) => boolean;
  /** Answers in place of an origin that gave no answer, or is no longer asked because the client is gone. */
  readonly failed?: () => boolean;
}

export interface RelayEnds {
  readonly response: ServerResponse;
  /** µs since 1970. */
  readonly nowUs: () => number;
}

/**
 * Passes one answer of an origin on to one client as it arrives, no faster than the client reads. Never asks twice.
 * An answer that breaks off breaks off for the client as well, so that it cannot be taken for complete.
 */
export class Relay implements Dispatcher.DispatchHandler {
  readonly #ends: RelayEnds;
  readonly #plan: AnswerPlan;
  #requestedAtUs = 0;
  /** The client has been answered otherwise, so the rest of the origin's answer is for nobody. */
  #isReplaced = false;

  constructor(ends: RelayEnds, plan: AnswerPlan) {
    this.#ends = ends;
    this.#plan = plan;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { response, nowUs } = this.#ends;
    this.#requestedAtUs = nowUs();
    const abort = () => {
      if (!response.writableFinished) controller.abort(new Error('the client is gone'));
    };
    if (response.destroyed) abort();
    else response.once('close', abort);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) {
      passOnInterim(this.#ends.response, status, headers);
      return;
    }
    staysAt('gateway', this.#ends.response);
    const receivedAtUs = this.#ends.nowUs();
    const times = { requestedAtUs: this.#requestedAtUs, receivedAtUs };
    const answer = receiveAnswer(controller, status, headers, times);
    if (answer === undefined) return;
    this.#isReplaced = this.#plan.instead?.(answer) ?? false;
    if (this.#isReplaced) return;
    const pending = this.#plan.before?.(answer);
    if (pending === undefined) {
      this.#begin(answer);
      return;
    }
    controller.pause();
    staysAt('store', this.#ends.response);
    pending
      .then(() => {
        staysAt('gateway', this.#ends.response);
        this.#begin(answer);
        controller.resume();
      })
      .catch((error: Error) => controller.abort(error));
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    const { response } = this.#ends;
    countPassed(piece.byteLength);
    if (this.#isReplaced || response.destroyed) return;
    if (!response.write(piece)) {
      controller.pause();
      // Made only where it is needed: a relay that kept it from the beginning would outlive its request until V8 collects
      // what is old, which is the dearer way.
      response.once('drain', () => controller.resume());
    }
  }

  onResponseEnd(): void {
    if (!this.#isReplaced) this.#ends.response.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { response } = this.#ends;
    if (this.#isReplaced) return;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (this.#plan.failed?.()) return;
    const { status, detail } = describeFailure(error);
    answerLocally(response, status, failedStatus(this.#plan.reason, detail));
  }

  #begin({ status, headers }: ReceivedResponse): void {
    const { response } = this.#ends;
    if (response.destroyed) return;
    const cacheStatus = forwardedStatus({ reason: this.#plan.reason, status, isStored: false });
    response.writeHead(status, [...headers, 'cache-status', cacheStatus]);
    // A long wait for the first piece of the body is no reason to hold back the header section.
    if (fieldValue(headers, 'content-length') === undefined) response.flushHeaders();
    // Its body is still to come.
    staysAt('backend', response);
  }
}
