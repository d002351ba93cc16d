import { performance } from 'node:perf_hooks';
import type { Exchange } from './exchange.ts';
import type { Wanted } from './flight/wanted.ts';
import { forward } from './forward.ts';
import type { Caching, GatewayParts } from './gateway-parts.ts';
import { askForHead } from './head.ts';
import { collapsedElsewhereStatus, hitStatus, unsatisfiableStatus } from './http-cache/cache-status.ts';
import { decide, type ForwardReason, type Found } from './http-cache/decide.ts';
import { asksForRange } from './http-cache/range.ts';
import { hasValidator } from './http-cache/stored-response.ts';
import { answerLocally } from './local-answer.ts';
import { answerFromStore } from './stored-answer.ts';
import { staysAt } from './timed-response.ts';

/** A GET or HEAD on its way through the cache (RFC 9111 §4). */
export interface Read {
  readonly exchange: Exchange;
  readonly key: string;
  /** Why it was sent on before, if it has waited for the answer to another's request since. */
  readonly reason?: ForwardReason;
  /** How often it has waited so in vain. */
  readonly disappointments: number;
  /** How long it took to find out what is stored; undefined: no time. */
  readonly waitedMs?: number | undefined;
}

/** Looks for a stored response, and answers with it or sends for another. */
export function read(parts: GatewayParts, caching: Caching, asked: Read): void {
  const { response, headers } = asked.exchange;
  staysAt('store', response);
  const found = caching.cache.find(asked.key, headers);
  if (!(found instanceof Promise)) {
    answer(parts, caching, asked, found);
    return;
  }
  const sinceMs = performance.now();
  found
    .then((later) => answer(parts, caching, { ...asked, waitedMs: performance.now() - sinceMs }, later))
    // A fault in one answer must not end the process with all the others.
    .catch(() => response.destroy());
}

function answer(parts: GatewayParts, caching: Caching, asked: Read, found: Found): void {
  const { exchange } = asked;
  if (exchange.response.destroyed) return;
  staysAt('gateway', exchange.response);
  const nowUs = parts.nowUs();
  const { earlyRefresh } = caching.policy;
  const chance = earlyRefresh === 0 ? 0 : caching.chance();
  const decision = decide(exchange.headers, found, { nowUs, earlyRefresh, chance });
  switch (decision.kind) {
    case 'serve': {
      const { stored } = decision;
      const cacheStatus =
        asked.reason === undefined ? hitStatus(stored, nowUs) : collapsedElsewhereStatus(asked.reason);
      answerFromStore(exchange, { stored, cacheStatus, nowUs });
      if (decision.refresh) {
        caching.flights.refresh({
          ...asked,
          found: stored,
          reason: 'stale',
          validates: hasValidator(stored),
        });
      }
      break;
    }
    case 'revalidate':
      send(parts, caching, { ...asked, found, reason: decision.reason, validates: true });
      break;
    case 'forward':
      send(parts, caching, { ...asked, found, reason: decision.reason, validates: false });
      break;
    case 'unsatisfiable':
      answerLocally(exchange.response, 504, unsatisfiableStatus);
      break;
  }
}

function send(parts: GatewayParts, caching: Caching, wanted: Wanted): void {
  const { exchange, reason } = wanted;
  if (exchange.request.method === 'HEAD') askForHead(parts, caching, wanted);
  // A part is not stored, and is of no use to those who want the whole.
  else if (asksForRange(exchange.headers)) forward(parts, exchange, { reason });
  else caching.flights.want(wanted);
}
