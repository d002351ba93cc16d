import type {
  Backend,
  CacheSettings,
  KeySpace,
  Measure,
  Route,
  Scenario,
  Strategy,
} from '../../scenario/scenario.ts';
import { isWrite } from '../../support/is-write.ts';
import { type AnswerCaching, routeCaching } from '../route-caching.ts';
import { meanOf, valuesUpTo } from './distribution-moments.ts';
import { entryBytes } from './entry-bytes.ts';
import { type KeyClass, zipfClasses } from './popularity.ts';

/** Keys that are alike in everything: how often they are read and written, and what becomes of their answers. */
export interface AskedKeys extends KeyClass {
  /** For how long their answers are of use from when they are stored, on average; 0: nothing is stored, or never used without asking. */
  readonly ttlUs: number;
  readonly staleWhileRevalidateUs: number;
  /** Whether only the time since the last change gives an idea of it. */
  readonly isGuessed: boolean;
  /** For how long a store keeps them that throws out what is of no use any more; at least `ttlUs`, where that is above 0. */
  readonly keptUs: number;
  /** As `ttlUs`, of answers that are errors. */
  readonly errorTtlUs: number;
  /** Name of a backend. */
  readonly backend: string;
  /** `probability` is of reads. This is the share (0–1) of all requests that writes each of them. */
  readonly writes: number;
  /** The share (0–1) of all requests that reads each of them because the same user has just written it; part of `probability`. */
  readonly readBacks: number;
  /** The share (0–1) of them whose bodies are small enough to be stored. */
  readonly storable: number;
  /** How often each changes with nobody's doing. */
  readonly changesPerSecond: number;
  /** The share (0–1) of answers that are errors. */
  readonly errorRatio: number;
}

/** Keys of one route, which are alike in everything but how often they are asked for. */
export interface AskedRoute extends Omit<AskedKeys, 'count' | 'probability' | 'writes' | 'readBacks'> {
  readonly space: KeySpace;
  /** Shares (0–1) of all requests: reads of this route, writes of its keys, and reads that follow them, which are part of the reads. */
  readonly readShare: number;
  readonly writeShare: number;
  readonly readBackShare: number;
}

/** The shares (0–1) of all requests that go past every cache, by the backend that they go to: writes above all. */
export type PastCaches = ReadonlyMap<string, number>;

/** The keys of all routes, those together that are asked for alike. */
export function askedKeys(
  scenario: Scenario,
  strategy: Strategy,
): { readonly keys: readonly AskedKeys[]; readonly past: PastCaches } {
  const { routes, past } = askedRoutes(scenario, strategy);
  const keys = routes.flatMap(({ space, readShare, writeShare, readBackShare, ...common }) =>
    zipfClasses(space, common.weight).map(({ count, probability }) => ({
      ...common,
      count,
      probability: probability * readShare,
      writes: probability * writeShare,
      readBacks: probability * readBackShare,
    })),
  );
  return { keys, past };
}

/** What a scenario asks for, as shares of its requests; reads that follow a write are counted among the reads of those keys. */
export function askedRoutes(
  scenario: Scenario,
  strategy: Strategy,
): { readonly routes: readonly AskedRoute[]; readonly past: PastCaches } {
  const { routes } = scenario;
  const readBacks = sum(routes, ({ weight, readBack }) => weight * readBack);
  const total = sum(routes, ({ weight }) => weight) + readBacks;
  const past = new Map<string, number>();
  const asked = routes.flatMap((route) => {
    const alike = routes.filter(({ path }) => path.text === route.path.text);
    if (route.method !== 'GET' && route.method !== 'HEAD') {
      past.set(route.backend, (past.get(route.backend) ?? 0) + route.weight / total);
      return [];
    }
    const writes = sum(alike, ({ method, weight }) => (isWrite(method) ? weight : 0));
    const reads = sum(alike, ({ method, weight }) => (isRead(method) ? weight : 0));
    const owed = sum(alike, ({ weight, readBack }) => weight * readBack);
    const share = (route.weight * (1 + owed / reads)) / total;
    const writesPerRead = share === 0 ? 0 : ((writes / total) * (route.weight / reads)) / share;
    const backend = scenario.backends.find(({ name }) => name === route.backend) as Backend;
    const backsPerRead = owed / (reads + owed);
    return askedRoute(route, {
      backend,
      share,
      writesPerRead,
      backsPerRead,
      strategy,
      measure: scenario.measure,
    });
  });
  return { routes: asked, past };
}

function askedRoute(
  route: Route,
  asked: {
    readonly backend: Backend;
    readonly share: number;
    readonly writesPerRead: number;
    readonly backsPerRead: number;
    readonly strategy: Strategy;
    readonly measure: Measure;
  },
): AskedRoute {
  const { backend, share, writesPerRead, backsPerRead, strategy, measure } = asked;
  const { cache } = strategy;
  const bodies = valuesUpTo(backend.bodyBytes, cache.maxBodyBytes);
  const caching = routeCaching(route, backend, cache);
  const unchangedUs = Math.min(
    measure.warmupUs + measure.durationUs / 2,
    backend.changeEveryUs ?? Number.POSITIVE_INFINITY,
  );
  const ttlUs = (answer: AnswerCaching): number => usableUs(answer, { backend, cache, unchangedUs });
  return {
    space: route.keys,
    readShare: share,
    writeShare: share * writesPerRead,
    readBackShare: share * backsPerRead,
    weight: entryBytes(route, backend, strategy, bodies.mean),
    ttlUs: ttlUs(caching),
    staleWhileRevalidateUs: caching.storable ? caching.staleWhileRevalidateUs : 0,
    isGuessed: caching.lifetimePerUnchangedUs > 0,
    keptUs: caching.usefulForUs,
    errorTtlUs: ttlUs(caching.error),
    backend: backend.name,
    storable: bodies.share,
    changesPerSecond: backend.changeEveryUs === undefined ? 0 : 1e6 / backend.changeEveryUs,
    errorRatio: backend.errorRatio,
  };
}

/** A lifetime begins when the backend is asked, and chance takes half of what it may on average. */
function usableUs(
  { storable, alwaysRevalidate, lifetimeUs, lifetimePerUnchangedUs }: AnswerCaching,
  {
    backend,
    cache,
    unchangedUs,
  }: { readonly backend: Backend; readonly cache: CacheSettings; readonly unchangedUs: number },
): number {
  if (!storable || alwaysRevalidate) return 0;
  const longestUs = lifetimeUs + lifetimePerUnchangedUs * unchangedUs;
  return Math.max(0, longestUs * (1 - cache.ttlJitter / 2) - meanOf(backend.latencyUs));
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
