import { cacheKey } from '../../../src/gateway/http-cache/cache-key.ts';
import { obeyOrigin } from '../../../src/gateway/http-cache/cache-policy.ts';
import { hitStatus } from '../../../src/gateway/http-cache/cache-status.ts';
import { bypassesCache } from '../../../src/gateway/http-cache/cacheable-request.ts';
import { decide } from '../../../src/gateway/http-cache/decide.ts';
import { isNotModified } from '../../../src/gateway/http-cache/not-modified.ts';
import { toStoredResponse } from '../../../src/gateway/http-cache/stored-response.ts';
import { serveParent } from '../../../src/support/parent-link.ts';

/** Nanoseconds a call of each function that decides about a memory hit. */
export type DecisionCosts = Readonly<Record<string, number>>;

const nowUs = Date.parse('2026-11-23T12:00:00Z') * 1e3;
const origin = 'http://127.0.0.1:8080';
const request = { host: '127.0.0.1:9000', accept: '*/*', 'accept-encoding': 'gzip', 'user-agent': 'bench' };
const stored = toStoredResponse(
  {
    status: 200,
    headers: ['content-type', 'text/plain', 'cache-control', 'public, max-age=3600', 'etag', '"1"'],
    body: Buffer.alloc(1024),
    requestedAtUs: nowUs,
    receivedAtUs: nowUs,
    origin,
  },
  obeyOrigin,
  0,
);
const targets = Array.from({ length: 1000 }, (_, at) => `/items/${at}`);

/** Each returns something that depends on its work, so that no compiler may leave the work out. */
const functions: Readonly<Record<string, (turn: number) => number>> = {
  bypassesCache: () => (bypassesCache(request) ? 1 : 0),
  cacheKey: (turn) => cacheKey('GET', origin, targets[turn % targets.length] as string).length,
  decide: (turn) => decide(request, stored, { nowUs: nowUs + turn, earlyRefresh: 0, chance: 0 }).kind.length,
  isNotModified: () => (isNotModified(request, stored) ? 1 : 0),
  hitStatus: (turn) => hitStatus(stored, nowUs + turn).length,
};

const turns = 1_000_000;

function nanosecondsOf(work: (turn: number) => number): number {
  let sum = 0;
  const startedAt = process.hrtime.bigint();
  for (let turn = 0; turn < turns; turn++) sum += work(turn);
  const passedNs = Number(process.hrtime.bigint() - startedAt);
  if (Number.isNaN(sum)) throw new Error('no function may return NaN');
  return passedNs / turns;
}

serveParent({
  start: async (): Promise<DecisionCosts> =>
    Object.fromEntries(Object.entries(functions).map(([name, work]) => [name, nanosecondsOf(work)])),
});
