import type { Exchange } from '../exchange.ts';
import { forwardedStatus } from '../http-cache/cache-status.ts';
import { decide } from '../http-cache/decide.ts';
import { fieldValue, type RequestHeaders } from '../http-cache/header-fields.ts';
import type { ReceivedResponse } from '../http-cache/received-response.ts';
import type { StoredResponse } from '../http-cache/stored-response.ts';
import { variantSelection, varyingFields } from '../http-cache/vary.ts';
import { writeStoredHead } from '../stored-answer.ts';
import { staysAt } from '../timed-response.ts';
import type { SharedBody } from './shared-body.ts';
import type { Wanted } from './wanted.ts';

export interface ArrivingParts {
  readonly answer: ReceivedResponse;
  /** The answer as it would be stored, its body still empty. */
  readonly prepared: StoredResponse;
  readonly body: SharedBody;
  /** Of the request that it answers. */
  readonly headers: RequestHeaders;
  /** Whether it is to be stored, and may so be given to others. */
  readonly isKept: boolean;
}

/** An answer whose header section is here, and whose body is on its way. */
export class ArrivingAnswer {
  readonly prepared: StoredResponse;
  readonly body: SharedBody;
  readonly isKept: boolean;
  readonly #answer: ReceivedResponse;
  readonly #fields: readonly string[];
  readonly #selection: string;

  constructor({ answer, prepared, body, headers, isKept }: ArrivingParts) {
    this.prepared = prepared;
    this.body = body;
    this.isKept = isKept;
    this.#answer = answer;
    this.#fields = varyingFields(prepared.headers);
    this.#selection = variantSelection(this.#fields, headers);
  }

  /** To the client whose request it answers, whatever it says. */
  giveToLeader({ exchange, reason }: Wanted, nowUs: number): void {
    const { response } = exchange;
    if (response.destroyed) return;
    const { status, headers } = this.#answer;
    const cacheStatus = forwardedStatus({ reason, status, isStored: this.isKept });
    if (this.isKept && isConditional(exchange.headers)) {
      this.#giveAsStored(exchange, { cacheStatus, nowUs });
      return;
    }
    response.writeHead(status, [...headers, 'cache-status', cacheStatus]);
    // A long wait for the first piece of the body is no reason to hold back the header section.
    if (fieldValue(headers, 'content-length') === undefined) response.flushHeaders();
    staysAt('backend', response);
    this.body.sendTo(response);
  }

  /** To a client that waited for it, if it may be given to others and answers this one too (RFC 9111 §4); else false. */
  giveToFollower({ exchange, reason }: Wanted, nowUs: number): boolean {
    if (!this.isKept || !this.body.isWhole || !this.#answers(exchange.headers, nowUs)) return false;
    const { status } = this.#answer;
    const cacheStatus = forwardedStatus({ reason, status, isStored: false, isCollapsed: true });
    this.#giveAsStored(exchange, { cacheStatus, nowUs });
    return true;
  }

  #answers(headers: RequestHeaders, nowUs: number): boolean {
    return (
      variantSelection(this.#fields, headers) === this.#selection &&
      decide(headers, this.prepared, { nowUs, earlyRefresh: 0, chance: 0 }).kind === 'serve'
    );
  }

  #giveAsStored(exchange: Exchange, { cacheStatus, nowUs }: GivenAt): void {
    const { response } = exchange;
    staysAt('gateway', response);
    if (!writeStoredHead(exchange, { stored: this.prepared, cacheStatus, nowUs })) {
      response.end();
      return;
    }
    // What is not here yet is still to come.
    staysAt('backend', response);
    this.body.sendTo(response);
  }
}

interface GivenAt {
  readonly cacheStatus: string;
  readonly nowUs: number;
}

/** Whether the client has asked for an answer only if it is new to it. */
function isConditional(headers: RequestHeaders): boolean {
  return headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined;
}
