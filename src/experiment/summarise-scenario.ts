import type { Result } from '../results/result.ts';
import { type Scenario, type Strategy, storesInMemory, usesRedis } from '../scenario/scenario.ts';
import type { Link } from '../scenario/trouble.ts';
import { formatShare, spellDuration, spellSize } from '../support/units.ts';
import type { TraceSummary } from '../workload/trace/trace.ts';
import type { RedisSource } from './redis-source.ts';

interface ScenarioSurroundings {
  /** The file as it was read. */
  readonly source: string;
  readonly trace: TraceSummary | undefined;
  readonly redis: RedisSource | undefined;
}

/** What a Result keeps of its scenario: enough to read the figures without the file. */
export function summariseScenario(
  scenario: Scenario,
  { source, trace, redis }: ScenarioSurroundings,
): Result['scenario'] {
  const { name, question, seed, strategies, load, network, prices, expect, sources, measure } = scenario;
  return {
    name,
    question,
    source,
    seed,
    strategies: strategies.map((strategy) => ({
      name: strategy.name,
      mode: strategy.mode,
      nodes: strategy.nodes,
      settings: settingsOf(strategy, redis),
      ...(strategy.twinOf === undefined ? {} : { twinOf: strategy.twinOf }),
      memoryBytes: storesInMemory(strategy.mode) ? strategy.cache.maxSizeBytes : 0,
      usesRedis: usesRedis(strategy.mode),
    })),
    connections: load.connections,
    load: summariseLoad(load),
    network: networkInWords(network),
    ...(prices === undefined ? {} : { prices: { ...prices } }),
    expect: expect.map((bound) => ({ ...bound })),
    sources: [...sources],
    warmupUs: measure.warmupUs,
    durationUs: measure.durationUs,
    repetitions: measure.repetitions,
    cache: measure.cache,
    ...(scenario.trace && trace ? { trace: summariseTrace(scenario.trace.file, trace) } : {}),
    resolved: resolvedSettings(scenario),
  };
}

/**
 * Plain data without the names of files, so that the same scenario is the same wherever it lies, and without a twin, which
 * asks nothing else of it.
 */
function resolvedSettings({
  name: _,
  question: __,
  sources: ___,
  trace,
  strategies,
  ...settings
}: Scenario): Result['scenario']['resolved'] {
  const { file: ____, ...recording } = trace ?? { file: '' };
  const withoutPaths = strategies
    .filter(({ twinOf }) => twinOf === undefined)
    .map(({ build, ...strategy }) => ({
      ...strategy,
      ...(build === undefined ? {} : { build: lastName(build) }),
    }));
  return JSON.parse(
    JSON.stringify({ ...settings, strategies: withoutPaths, ...(trace && { trace: recording }) }),
  );
}

function summariseLoad(load: Scenario['load']): Result['scenario']['load'] {
  if (load.kind === 'closed') return { kind: 'closed' };
  const { arrivals, maxLagUs } = load;
  return JSON.parse(JSON.stringify({ kind: 'open', arrivals, maxLagUs }));
}

function networkInWords({ client, redis, backend }: Scenario['network']): string[] {
  return [
    ...linkInWords('clients and gateways', client),
    ...linkInWords('gateways and Redis', redis),
    ...linkInWords('gateways and backends', backend),
  ];
}

function linkInWords(ends: string, link: Link | undefined): string[] {
  if (link === undefined) return [];
  const { delayUs, jitterUs, bytesPerSecond } = link;
  return [
    [
      `between ${ends}: ${spellDuration(delayUs)} each way`,
      ...(jitterUs === 0 ? [] : [`up to ${spellDuration(jitterUs)} more by chance`]),
      ...(bytesPerSecond === undefined ? [] : [`${spellSize(bytesPerSecond)} a second`]),
    ].join(', '),
  ];
}

function summariseTrace(file: string, { requests, distinct, skippedLines }: TraceSummary) {
  const skipped = Object.values(skippedLines).reduce((sum, lines) => sum + lines, 0);
  return { file: lastName(file), requests, distinct, skippedLines: skipped };
}

/** Of a path: where it lies is nobody else's business. */
function lastName(path: string): string {
  return path.slice(path.replace(/\/+$/, '').lastIndexOf('/') + 1);
}

/** A strategy's settings in words, those that its mode uses and that tell it from others. */
function settingsOf(
  { mode, nodes, balance, build, cache, redis }: Strategy,
  source: RedisSource | undefined,
): string[] {
  const gateways = [
    ...(build === undefined ? [] : [`the gateway of ${lastName(build)}`]),
    ...(nodes > 1 ? [`${nodes} nodes${balance === 'sticky' ? '' : `, ${balance}`}`] : []),
  ];
  if (mode === 'stateless') return gateways;
  return [
    ...gateways,
    ...roomOf({ mode, nodes, cache }, source),
    ...policyInWords(cache),
    ...(usesRedis(mode) ? [`deadline ${spellDuration(redis.deadlineUs)}`] : []),
  ];
}

function roomOf(
  { mode, nodes, cache }: Pick<Strategy, 'mode' | 'nodes' | 'cache'>,
  source: RedisSource | undefined,
): string[] {
  const size = cache.maxEntries === undefined ? spellSize(cache.maxSizeBytes) : `${cache.maxEntries} entries`;
  const inMemory = nodes > 1 ? `${size} each` : size;
  if (mode === 'memory') return [inMemory];
  // How much a named server stores is its own affair.
  const isNamed = source?.kind === 'named';
  if (mode === 'redis') return [isNamed ? 'a named server' : size];
  return [`${inMemory} in memory`, isNamed ? 'a named server' : `${size} in Redis`];
}

const usualMostBodyBytes = 2 ** 20;

/** What differs from a cache that keeps to what backends say. */
function policyInWords(cache: Strategy['cache']): string[] {
  const { eviction, maxBodyBytes, ttlUs, staleWhileRevalidateUs, staleIfErrorUs, ttlJitter, earlyRefresh } =
    cache;
  const negative = Object.entries(cache.negative).map(([status, lifetime]) =>
    lifetime === 'origin' ? `${status} as its backend says` : `${status} for ${spellDuration(lifetime)}`,
  );
  return [
    ...(eviction === undefined ? [] : [`evicts by ${eviction}`]),
    ...(maxBodyBytes === usualMostBodyBytes ? [] : [`bodies up to ${spellSize(maxBodyBytes)}`]),
    ...(ttlUs === undefined ? [] : [`fresh for ${spellDuration(ttlUs)}`]),
    ...staleInWords(staleWhileRevalidateUs, 'while it is refreshed'),
    ...staleInWords(staleIfErrorUs, 'in place of an error'),
    ...(negative.length === 0 ? [] : [`stores ${negative.join(' and ')}`]),
    ...(ttlJitter === 0 ? [] : [`lifetimes up to ${formatShare(ttlJitter)} shorter`]),
    ...(earlyRefresh === 0 ? [] : [`refreshed early (β = ${earlyRefresh})`]),
    ...(cache.collapse ? [] : ['not collapsed']),
  ];
}

function staleInWords(spanUs: number | undefined, when: string): string[] {
  if (spanUs === undefined) return [];
  return [spanUs === 0 ? `never stale ${when}` : `stale for up to ${spellDuration(spanUs)} ${when}`];
}
