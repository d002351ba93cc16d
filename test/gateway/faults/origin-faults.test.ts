import { expect, it } from 'vitest';
import type { LoadRecord } from '../../support/closed-loop.ts';
import { cachingModes, inModes } from '../../support/gateway-modes.ts';
import { type FaultyOrigin, startFaultyOrigin } from './faulty-origin.ts';
import {
  answerWithKey,
  during,
  isHit,
  startedWithin,
  startUnderLoad,
  type UnderLoad,
  untilRecord,
} from './stage.ts';

const course = { leastMs: 400, leastAnswers: 40 };
/** Of the gateway's patience with an origin. */
const timeoutMs = 300;

interface Fault {
  begin(origin: FaultyOrigin): unknown;
  end(origin: FaultyOrigin): unknown;
}

function illness(begin: FaultyOrigin['illness']): Fault {
  return {
    begin: (origin) => {
      origin.illness = begin;
    },
    end: (origin) => {
      origin.illness = undefined;
    },
  };
}

const faults: Readonly<Record<string, Fault>> = {
  'is killed': { begin: (origin) => origin.kill(), end: (origin) => origin.restart() },
  hangs: illness(() => {}),
  'resets its connections': illness((socket) => socket.resetAndDestroy()),
  'hangs up': illness((socket) => socket.destroy()),
  'sends garbage': illness((socket) => socket.write('\0garbage\r\n\r\nHTTP/1.1 200 OK\r\n\r\n')),
  'stops in the middle': illness((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncache-control: max-age=600\r\ncontent-length: 900\r\n\r\n/half');
    socket.destroy();
  }),
};

inModes(cachingModes, 'a gateway under load', (_start, { changesFor }) => {
  it.each(Object.keys(faults))(
    'answers what it has while its origin %s, and the rest as a stateless one would',
    async (name) => {
      const fault = faults[name] as Fault;
      const origin = await startFaultyOrigin(answerWithKey);
      const upstream = { timeoutUs: timeoutMs * 1e3 };
      const caching = await startUnderLoad(origin.url, changesFor({ upstream }));
      const stateless = await startUnderLoad(origin.url, { mode: 'stateless', upstream });
      const stored = await storedPaths(caching.records);

      const span = await during([caching], course, () => fault.begin(origin));
      await fault.end(origin);
      const recoveryMs = await untilRecord(caching, isFetched);
      await untilRecord(stateless, isFetched);
      await Promise.all([caching.stop(), stateless.stop()]);

      expect(caching.records.filter(({ status, isOwnBody }) => status === 200 && !isOwnBody)).toEqual([]);
      // What was stored before is answered; what fails had to be fetched, and fails as it would have without a cache.
      const failed = caching.records.filter(({ status }) => status !== 200);
      expect(failed.filter(({ path }) => stored.has(path))).toEqual([]);
      const failures = ({ records }: UnderLoad): Set<number | undefined> =>
        new Set(records.map(({ status }) => status).filter((status) => status !== 200));
      expect(failures(stateless).size).toBeGreaterThan(0);
      expect([...failures(stateless)]).toEqual(expect.arrayContaining([...failures(caching)]));
      const hits = startedWithin(caching.records, span).filter(isHit);
      expect(hits.length).toBeGreaterThan(0);
      expect(recoveryMs).toBeLessThan(2000);
    },
  );
});

/** The paths that have been answered from the store, once all that are asked for again and again have. */
async function storedPaths(records: readonly LoadRecord[]): Promise<ReadonlySet<string>> {
  const hits = (): Set<string> => new Set(records.filter(isHit).map(({ path }) => path));
  await expect.poll(() => hits().size, { timeout: 10_000 }).toBeGreaterThanOrEqual(20);
  return hits();
}

function isFetched({ status, cacheStatus }: LoadRecord): boolean {
  return status === 200 && cacheStatus.includes('fwd=');
}
