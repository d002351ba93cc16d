import type { RequestListener } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type Gateway, startGateway } from '../../../src/gateway/start-gateway.ts';
import { aGateway, type GatewayChanges } from '../../support/a-gateway.ts';
import { type LoadRecord, startClosedLoop } from '../../support/closed-loop.ts';

/** Of these, every client asks again and again; others are asked for once. */
const commonKeys = 50;
const originMs = 3;

/** Each body carries its key, at the beginning and at the end. */
export const bodyOf = (path: string): string => `${path} ${'.'.repeat(500)} ${path}`;

export const answerWithKey: RequestListener = (request, response) => {
  const body = bodyOf(request.url ?? '');
  setTimeout(() => {
    response.writeHead(200, { 'cache-control': 'max-age=600', 'content-length': String(body.length) });
    response.end(body);
  }, originMs);
};

/** Two in three requests are for common keys. */
const pathOf = (number: number): string =>
  number % 3 === 0 ? `/new/${number}` : `/common/${(number * 7) % commonKeys}`;

/** A gateway under load. */
export interface UnderLoad {
  readonly gateway: Gateway;
  /** All that has been asked and answered, in the order of the answers. */
  readonly records: LoadRecord[];
}

/** A gateway under load until the test is over, or the load is stopped. */
export async function startUnderLoad(
  origin: string,
  changes: GatewayChanges,
): Promise<UnderLoad & { stop(): Promise<void> }> {
  const gateway = await startGateway(aGateway(origin, changes));
  const records: LoadRecord[] = [];
  const loop = startClosedLoop(gateway.origin, {
    clients: 4,
    thinkMs: 5,
    ask: (number) => ({ method: 'GET', path: pathOf(number) }),
    body: bodyOf,
    record: (record) => void records.push(record),
  });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= loop.stop();
    return stopping;
  };
  onTestFinished(async () => {
    await gateway.stop();
    await stop();
  });
  return { gateway, records, stop };
}

export function isHit({ cacheStatus }: LoadRecord): boolean {
  return cacheStatus.includes('; hit');
}

/** The fault lasts until each of the gateways has answered so many requests in its course, and for so long at least. */
export interface Course {
  readonly leastMs: number;
  readonly leastAnswers: number;
}

/** When a fault began and ended, by the clock of the records. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Lets a fault take its course. */
export async function during(
  gateways: readonly UnderLoad[],
  { leastMs, leastAnswers }: Course,
  begin: () => unknown,
): Promise<Span> {
  const fromMs = performance.now();
  await begin();
  await sleep(leastMs - (performance.now() - fromMs));
  const span = (): Span => ({ fromMs, toMs: performance.now() });
  while (gateways.some((gateway) => startedWithin(gateway.records, span()).length < leastAnswers))
    await sleep(10);
  return span();
}

/** How long after now a record comes that passes the test and was asked for after now, in ms. */
export async function untilRecord(
  { records }: UnderLoad,
  passes: (record: LoadRecord) => boolean,
): Promise<number> {
  const sinceMs = performance.now();
  let seen = records.length;
  for (;;) {
    for (; seen < records.length; seen++) {
      const record = records[seen] as LoadRecord;
      if (record.startedAtMs >= sinceMs && passes(record)) {
        return record.startedAtMs + record.tookMs - sinceMs;
      }
    }
    if (performance.now() - sinceMs > 10_000) throw new Error('no such answer within 10 s');
    await sleep(5);
  }
}

/** The records of requests that began within a span of time. */
export function startedWithin<R extends Pick<LoadRecord, 'startedAtMs'>>(
  records: readonly R[],
  { fromMs, toMs }: Span,
): R[] {
  return records.filter(({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < toMs);
}

/** How late a bare timer fires on this machine, measured again and again until the test is over. */
export function startTimerProbe(delayMs: number): readonly LatenessRecord[] {
  const lateness: LatenessRecord[] = [];
  const probe = setInterval(() => {
    const startedAtMs = performance.now();
    setTimeout(
      () => lateness.push({ startedAtMs, tookMs: performance.now() - startedAtMs - delayMs }),
      delayMs,
    );
  }, 10);
  onTestFinished(() => clearInterval(probe));
  return lateness;
}

type LatenessRecord = Pick<LoadRecord, 'startedAtMs' | 'tookMs'>;

/** The 99th percentile, by nearest rank, in ms. */
export function p99Ms(records: readonly LatenessRecord[]): number {
  const sorted = records.map(({ tookMs }) => tookMs).sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}
