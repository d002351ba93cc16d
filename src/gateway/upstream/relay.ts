import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { failedStatus, forwardedStatus } from '../http-cache/cache-status.ts';
import type { ForwardReason } from '../http-cache/decide.ts';
import { fieldValue } from '../http-cache/header-fields.ts';
import type { ReceivedResponse } from '../http-cache/received-response.ts';
import { answerLocally } from '../local-answer.ts';
import type { BodyCopy } from './body-copy.ts';
import { endToEndFields } from './end-to-end-fields.ts';
import { describeFailure } from './failure.ts';

/** What is done with an origin's answer besides passing it on. */
export interface AnswerPlan {
  readonly reason: ForwardReason;
  /** Has to be done before the client sees anything of the answer. */
  readonly before?: (answer: ReceivedResponse) => Promise<unknown> | undefined;
  /** Whether a copy of the answer is kept. */
  readonly keep?: (answer: ReceivedResponse) => KeptAnswer | undefined;
  /** Takes a 304 to our own condition, which is not the client's to see. */
  readonly confirmed?: (answer: ReceivedResponse) => void;
}

export interface KeptAnswer {
  readonly copy: BodyCopy;
  /** The answer has been passed on whole, and this is its body. Not called if it broke off or grew too large. */
  readonly done: (body: Uint8Array) => void;
}

export interface RelayEnds {
  readonly response: ServerResponse;
  /** µs since 1970. */
  readonly nowUs: () => number;
}

/**
 * Passes one answer of an origin on to the client as it arrives, no faster than the client reads. Never asks twice.
 * An answer that breaks off breaks off for the client as well, so that it cannot be taken for complete.
 */
export class Relay implements Dispatcher.DispatchHandler {
  readonly #ends: RelayEnds;
  readonly #plan: AnswerPlan;
  #requestedAtUs = 0;
  #answer: ReceivedResponse | undefined;
  #kept: KeptAnswer | undefined;
  #endsWithConnection = false;
  #resume = (): void => {};

  constructor(ends: RelayEnds, plan: AnswerPlan) {
    this.#ends = ends;
    this.#plan = plan;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { response, nowUs } = this.#ends;
    this.#requestedAtUs = nowUs();
    this.#resume = () => controller.resume();
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
    // Interim answers precede the one that was asked for (RFC 9110 §15.2).
    if (status < 200) return;
    const answer = this.#receive(status, headers);
    this.#answer = answer;
    this.#endsWithConnection = endsWithConnection(status, headers);
    if (this.#isConfirmation(status)) return;
    const pending = this.#plan.before?.(answer);
    if (pending === undefined) {
      this.#begin(answer);
      return;
    }
    controller.pause();
    pending
      .then(() => {
        this.#begin(answer);
        controller.resume();
      })
      .catch((error: Error) => controller.abort(error));
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    const { response } = this.#ends;
    if (response.destroyed) return;
    this.#kept?.copy.add(piece);
    if (!response.write(piece)) {
      controller.pause();
      response.once('drain', this.#resume);
    }
  }

  onResponseEnd(): void {
    const answer = this.#answer as ReceivedResponse;
    if (this.#isConfirmation(answer.status)) {
      this.#plan.confirmed?.(answer);
      return;
    }
    this.#ends.response.end();
    const body = this.#kept?.copy.finish();
    if (body !== undefined) this.#kept?.done(body);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { response } = this.#ends;
    if (response.destroyed) return;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status, detail } = describeFailure(error);
    answerLocally(response, status, failedStatus(this.#plan.reason, detail));
  }

  #receive(status: number, headers: IncomingHttpHeaders): ReceivedResponse {
    const receivedAtUs = this.#ends.nowUs();
    const fields = endToEndFields(headers);
    // RFC 9110 §6.6.1: a recipient with a clock supplies a missing Date.
    if (headers.date === undefined) fields.push('date', new Date(receivedAtUs / 1e3).toUTCString());
    return { status, headers: fields, requestedAtUs: this.#requestedAtUs, receivedAtUs };
  }

  #begin(answer: ReceivedResponse): void {
    const { response } = this.#ends;
    if (response.destroyed) return;
    if (!this.#endsWithConnection) this.#kept = this.#plan.keep?.(answer);
    const { status, headers } = answer;
    const cacheStatus = forwardedStatus({
      reason: this.#plan.reason,
      status,
      isStored: this.#kept !== undefined,
    });
    response.writeHead(status, [...headers, 'cache-status', cacheStatus]);
    // A long wait for the first piece of the body is no reason to hold back the header section.
    if (fieldValue(headers, 'content-length') === undefined) response.flushHeaders();
  }

  #isConfirmation(status: number): boolean {
    return status === 304 && this.#plan.confirmed !== undefined;
  }
}

/** Without a length or chunks a body ends when its connection does (RFC 9112 §6.3), so a broken one cannot be told from a whole one. */
function endsWithConnection(status: number, headers: IncomingHttpHeaders): boolean {
  const hasLength = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  return !hasLength && status !== 204;
}
