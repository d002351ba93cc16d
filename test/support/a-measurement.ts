import { LatencyHistogram } from '../../src/measure/histogram.ts';
import type { Outcome } from '../../src/measure/outcome.ts';
import type { Measurement, ProcessUsage } from '../../src/results/result.ts';
import { createSampler } from '../../src/support/distribution.ts';
import type { Random } from '../../src/support/random.ts';

/** How a strategy of a made-up Result behaves. Latencies are medians. */
export interface StrategyBehaviour {
  readonly name: string;
  readonly mode?: string;
  readonly nodes?: number;
  readonly settings?: readonly string[];
  /** Share of the requests answered from the cache; undefined: no cache, every request passes it by. */
  readonly hitRatio?: number | undefined;
  /** Shares of the hit ratio that are no plain hits; no backend is called for either. */
  readonly staleShare?: number;
  readonly collapsedShare?: number;
  readonly hitUs?: number;
  readonly missUs?: number;
  /** Share of the responses that are errors. */
  readonly errorRatio?: number;
  /** Share of the reads that are stale; undefined: nothing is told of versions. */
  readonly staleReads?: number;
  /** Slows or speeds all of one repetition's trial, by repetition from 1. */
  readonly factors?: readonly number[];
}

interface Circumstances {
  readonly seconds: number;
  readonly connections: number;
  readonly repetition: number;
  readonly random: Random;
  /** In open loop every request waits so much longer than its service time; undefined: a closed loop. */
  readonly waitUs?: number | undefined;
  readonly faults?: Measurement['faults'];
}

/** A closed loop: each connection's latencies, drawn one after the other, fill the time. */
export function aMeasurement(
  behaviour: StrategyBehaviour,
  { seconds, connections, repetition, random, waitUs, faults = [] }: Circumstances,
): Measurement {
  const { hitUs = 700, missUs = 24_000 } = behaviour;
  const factor = (behaviour.factors?.[repetition - 1] ?? 1) * (0.97 + 0.06 * random());
  const sampleHit = createSampler(
    { kind: 'lognormal', median: hitUs * factor, p99: 4 * hitUs * factor },
    random,
  );
  const sampleMiss = createSampler(
    { kind: 'lognormal', median: missUs * factor, p99: 5 * missUs * factor },
    random,
  );
  const recorded = new Map<Outcome, { histogram: LatencyHistogram; bySecond: number[] }>();
  const durationUs = seconds * 1e6;
  let calls = 0;
  const callsBySecond = Array.from({ length: seconds }, () => 0);
  for (let connection = 0; connection < connections; connection++) {
    for (let nowUs = 0; nowUs < durationUs; ) {
      const outcome = drawOutcome(behaviour, random);
      const latencyUs = outcome === 'hit' || outcome === 'stale' ? sampleHit() : sampleMiss();
      nowUs += latencyUs;
      if (nowUs >= durationUs) break;
      if (!['hit', 'stale', 'collapsed'].includes(outcome)) {
        calls += 1;
        const arrival = Math.floor((nowUs - latencyUs) / 1e6);
        callsBySecond[arrival] = (callsBySecond[arrival] ?? 0) + 1;
      }
      const entry = recorded.get(outcome) ?? {
        histogram: new LatencyHistogram(),
        bySecond: Array.from({ length: seconds }, () => 0),
      };
      recorded.set(outcome, entry);
      entry.histogram.record(latencyUs);
      const second = Math.floor(nowUs / 1e6);
      entry.bySecond[second] = (entry.bySecond[second] ?? 0) + 1;
    }
  }
  const all = LatencyHistogram.merge([...recorded.values()].map(({ histogram }) => histogram));
  const perSecond = Array.from({ length: seconds }, (_, second) =>
    [...recorded.values()].reduce((sum, { bySecond }) => sum + (bySecond[second] ?? 0), 0),
  );
  return {
    durationUs,
    window: { durationUs, answered: all.count - (recorded.get('error')?.histogram.count ?? 0) },
    requests: { offered: all.count, completed: all.count, errors: 0, timeouts: 0, unfinished: 0 },
    statuses: { 200: all.count },
    outcomes: Object.fromEntries(
      [...recorded].map(([outcome, { histogram }]) => [
        outcome,
        {
          count: histogram.count,
          bytes: histogram.count * 2600,
          latency: histogram.encode(),
          ...(waitUs === undefined ? {} : { response: later(histogram, waitUs).encode() }),
        },
      ]),
    ),
    timeline: {
      intervalUs: 1e6,
      completed: perSecond,
      byOutcome: Object.fromEntries([...recorded].map(([outcome, { bySecond }]) => [outcome, bySecond])),
      failed: perSecond.map(() => 0),
      p50Us: perSecond.map(() => all.quantileUs(0.5)),
      p95Us: perSecond.map(() => all.quantileUs(0.95)),
      p99Us: perSecond.map(() => all.quantileUs(0.99)),
      backendCalls: callsBySecond,
    },
    warmupTimeline: aWarmup(behaviour, all),
    traceEnded: false,
    warmup: { offered: 500, completed: 500, errors: 0, timeouts: 0, unfinished: 0 },
    faults: [...faults],
    ...(waitUs === undefined ? {} : { schedule: aSchedule(all.count, seconds, random) }),
    ...(behaviour.staleReads === undefined
      ? {}
      : { staleness: aStaleness(all.count, behaviour.staleReads, random) }),
    steady: { fromUs: 0 },
    contention: { cpuPressureRatio: 0.1 * random(), stealRatio: 0, othersCores: 0.05 * random() },
    backends: [aBackend(calls, missUs, random)],
    gateways: [{ evictions: 0, storeErrors: 0, forwarded: calls, time: timeWithin(all, behaviour) }],
    processes: processesOf(behaviour, { durationUs, requestsPerSecond: all.count / seconds, random }),
  };
}

/** Nine tenths of the time are spent within the gateway: a little of that in the store, if there is one, most at the backend. */
function timeWithin(all: LatencyHistogram, { hitRatio }: StrategyBehaviour) {
  const insideUs = all.count === 0 ? 0 : Math.round(0.9 * all.meanUs * all.count);
  const storeUs = hitRatio === undefined ? 0 : Math.round(0.05 * insideUs);
  return { requests: all.count, insideUs, storeUs, backendUs: Math.round(0.8 * insideUs) };
}

/** Two seconds in which a cache fills: the second answers more, and more of it from the cache. */
function aWarmup(
  { hitRatio }: StrategyBehaviour,
  measured: LatencyHistogram,
): NonNullable<Measurement['warmupTimeline']> {
  const completed = [200, 300];
  const hits = [0.3, 0.8].map((share, second) =>
    Math.round(share * (hitRatio ?? 0) * (completed[second] ?? 0)),
  );
  const rest = completed.map((count, second) => count - (hits[second] ?? 0));
  const percentile = (quantile: number) => [2, 1.2].map((factor) => factor * measured.quantileUs(quantile));
  return {
    intervalUs: 1e6,
    completed,
    byOutcome: hitRatio === undefined ? { bypass: rest } : { hit: hits, miss: rest },
    failed: [0, 0],
    p50Us: percentile(0.5),
    p95Us: percentile(0.95),
    p99Us: percentile(0.99),
    backendCalls: rest,
  };
}

/** The same latencies, each so much longer. */
function later(histogram: LatencyHistogram, byUs: number): LatencyHistogram {
  const shifted = new LatencyHistogram();
  for (let place = 0; place < histogram.count; place++) {
    shifted.record(histogram.quantileUs((place + 0.5) / histogram.count) + byUs);
  }
  return shifted;
}

function aSchedule(sent: number, seconds: number, random: Random): NonNullable<Measurement['schedule']> {
  const lag = new LatencyHistogram();
  for (let request = 0; request < sent - Math.min(12, sent); request++) lag.record(1 + 900 * random() ** 4);
  return {
    offeredPerSecond: sent / seconds,
    keptRatio: 1,
    lag: lag.encode(),
    queued: Math.min(12, sent),
    mostQueued: 3,
  };
}

function aStaleness(
  reads: number,
  staleRatio: number,
  random: Random,
): NonNullable<Measurement['staleness']> {
  const stale = Math.round(reads * staleRatio * (0.9 + 0.2 * random()));
  const age = new LatencyHistogram();
  for (let read = 0; read < stale; read++) age.record(4e6 * random());
  const ownReads = Math.round(reads / 20);
  return {
    ...{ reads, stale, age: age.encode(), ownReads },
    ownWritesUnseen: Math.round(ownReads * staleRatio),
    sharedReads: 0,
    disagreements: 0,
  };
}

function drawOutcome(
  { hitRatio, errorRatio = 0, staleShare = 0, collapsedShare = 0 }: StrategyBehaviour,
  random: Random,
): Outcome {
  if (random() < errorRatio) return 'error';
  if (hitRatio === undefined) return 'bypass';
  const place = random() / hitRatio;
  if (place >= 1) return 'miss';
  if (place < staleShare) return 'stale';
  return place < staleShare + collapsedShare ? 'collapsed' : 'hit';
}

/** A backend whose timers are late by a little less than a millisecond. */
function aBackend(calls: number, medianUs: number, random: Random): Measurement['backends'][number] {
  const [intended, actual, wait] = [new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram()];
  const sample = createSampler({ kind: 'lognormal', median: medianUs, p99: 5 * medianUs }, random);
  for (let call = 0; call < Math.min(calls, 2000); call++) {
    const delayUs = sample();
    intended.record(delayUs);
    actual.record(delayUs + 900 * random());
    wait.record(1);
  }
  return {
    name: 'catalogue',
    calls,
    writes: 0,
    notModified: 0,
    errors: 0,
    intendedDelay: intended.encode(),
    actualDelay: actual.encode(),
    queueWait: wait.encode(),
  };
}

function processesOf(
  { mode, name, nodes = 1 }: StrategyBehaviour,
  {
    durationUs,
    requestsPerSecond,
    random,
  }: { durationUs: number; requestsPerSecond: number; random: Random },
): ProcessUsage[] {
  const usage = (role: ProcessUsage['role'], label: string, costUs: number): ProcessUsage => {
    const busy = Math.min(1.1, (requestsPerSecond * costUs) / 1e6 + 0.02 * random());
    return {
      role,
      name: label,
      pid: 4000 + Math.floor(random() * 1000),
      wallUs: durationUs,
      cpuUs: Math.round(busy * durationUs),
      rssBytes: 90 * 2 ** 20,
      peakRssBytes: 110 * 2 ** 20,
      runQueueUs: Math.round(0.02 * durationUs * random()),
      ...(role === 'redis'
        ? {}
        : {
            eventLoopUtilisation: Math.min(1, busy * 0.9),
            gc: { count: 40, pauseUs: Math.round(0.01 * durationUs * random()) },
          }),
    };
  };
  return [
    usage('load', 'load', 90),
    ...Array.from({ length: nodes }, (_, node) => usage('gateway', `gateway ${node + 1}`, 150 / nodes)),
    usage('backend', 'backend catalogue', 30),
    ...((mode ?? name) === 'redis' ? [usage('redis', 'redis', 25)] : []),
  ];
}
