import type { Wanted } from './flight/wanted.ts';
import { forward } from './forward.ts';
import type { Caching, GatewayParts } from './gateway-parts.ts';
import { forwardedStatus, staleIfErrorStatus } from './http-cache/cache-status.ts';
import type { ReceivedResponse } from './http-cache/received-response.ts';
import { confirms, headConfirms, revalidationRequest } from './http-cache/revalidation.ts';
import { countsAsError, mayAnswerError } from './http-cache/stale-if-error.ts';
import type { StoredResponse } from './http-cache/stored-response.ts';
import type { Fill } from './response-cache.ts';
import { displacesStored, type Storable, toFreshened } from './storable.ts';
import { whenReady } from './store/maybe-promise.ts';
import { answerFromStore } from './stored-answer.ts';
import { staysAt } from './timed-response.ts';

/** Sends a HEAD on; what it is answered speaks of the stored response to GET as well, if there is one (RFC 9111 §4.3.5). */
export function askForHead(parts: GatewayParts, caching: Caching, wanted: Wanted): void {
  const { exchange, key, found, reason, waitedMs } = wanted;
  if (found.kind !== 'response') {
    forward(parts, exchange, { reason });
    return;
  }
  staysAt('store', exchange.response);
  const filling = caching.cache.beginFill(key, `head ${key}`, { isShared: false, waitedMs });
  whenReady(filling, (fill) => new HeadAbout(found, { parts, caching, wanted, fill }).ask(wanted.validates));
}

interface HeadParts {
  readonly parts: GatewayParts;
  readonly caching: Caching;
  readonly wanted: Wanted;
  readonly fill: Fill;
}

/** One HEAD that is asked of the origin while a response to GET is stored. */
class HeadAbout {
  readonly #stored: StoredResponse;
  readonly #head: HeadParts;

  constructor(stored: StoredResponse, head: HeadParts) {
    this.#stored = stored;
    this.#head = head;
  }

  ask(validates: boolean): void {
    const { parts, wanted, fill } = this.#head;
    const { headers } = wanted.exchange;
    forward(parts, wanted.exchange, {
      reason: wanted.reason,
      headers: validates ? revalidationRequest(headers, this.#stored) : headers,
      instead: (answer) => {
        if (answer.status === 304 && validates) return this.#takeNotModified(answer);
        if (countsAsError(answer.status) && this.#answerStale(answer.status)) return true;
        this.#learnFrom(answer);
        return false;
      },
      failed: () => {
        fill.abandon();
        return this.#answerStale(undefined);
      },
    });
  }

  #takeNotModified(answer: ReceivedResponse): boolean {
    const { parts, wanted } = this.#head;
    if (!confirms(answer.headers, this.#stored)) {
      // It speaks of a response that we do not have.
      this.ask(false);
      return true;
    }
    const { prepared, isStorable } = this.#freshen(answer);
    const cacheStatus = forwardedStatus({ reason: wanted.reason, status: 304, isStored: isStorable });
    answerFromStore(wanted.exchange, { stored: prepared, cacheStatus, nowUs: parts.nowUs() });
    return true;
  }

  #learnFrom(answer: ReceivedResponse): void {
    const { caching, wanted, fill } = this.#head;
    if (answer.status === 200 && headConfirms(answer.headers, this.#stored)) {
      this.#freshen(answer);
      return;
    }
    fill.abandon();
    if (answer.status === 200) caching.cache.invalidate(wanted.key);
  }

  #freshen(answer: ReceivedResponse): Storable {
    const { caching, wanted, fill } = this.#head;
    const { headers, destination } = wanted.exchange;
    const { policy, chance } = caching;
    const context = { policy, chance, headers, destination };
    const freshened = toFreshened(this.#stored, answer, context);
    const { prepared, isStorable } = freshened;
    if (isStorable) {
      fill.keep(headers, prepared);
    } else {
      fill.abandon();
      const { status, headers: updated } = prepared;
      if (displacesStored({ ...answer, status, headers: updated }, context))
        caching.cache.invalidate(wanted.key);
    }
    return freshened;
  }

  #answerStale(status: number | undefined): boolean {
    const { parts, wanted } = this.#head;
    const nowUs = parts.nowUs();
    if (!mayAnswerError(wanted.exchange.headers, this.#stored, nowUs)) return false;
    const cacheStatus = staleIfErrorStatus(wanted.reason, status);
    answerFromStore(wanted.exchange, { stored: this.#stored, cacheStatus, nowUs });
    this.#head.fill.abandon();
    return true;
  }
}
