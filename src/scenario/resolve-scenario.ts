import type { Distribution } from '../support/distribution.ts';
import { type PathPattern, parsePathPattern } from '../support/path-pattern.ts';
import type {
  Arrivals,
  Backend,
  CacheSettings,
  KeySpace,
  Load,
  Mode,
  Prices,
  Route,
  Scenario,
  Strategy,
} from './scenario.ts';
import type { ScenarioFile } from './schema.ts';
import type { Fault, Link, Network } from './trouble.ts';
import { lengthOfStages, resolveStages } from './written-stages.ts';

export interface ScenarioOrigin {
  readonly name: string;
  /** Makes the file names in the scenario absolute. */
  readonly resolvePath: (file: string) => string;
  /** Takes the place of the trace that the file names, or of none. */
  readonly trace?: ScenarioFile['trace'];
}

/** Of a file that names none; the first is the baseline. */
export const defaultStrategies: readonly Mode[] = ['stateless', 'memory', 'redis'];

/** Fills in every default. The file has been checked, by itself and across its parts. */
export function resolveScenario(file: ScenarioFile, { name, resolvePath }: ScenarioOrigin): Scenario {
  const { trace, load, measure } = file;
  return {
    name,
    question: file.question,
    strategies: (file.strategies ?? defaultStrategies).map((strategy) =>
      resolveStrategy(typeof strategy === 'string' ? { mode: strategy } : strategy, {
        shared: file.gateway ?? {},
        resolvePath,
      }),
    ),
    backends: Object.entries(file.backends).map(([backendName, backend]) =>
      resolveBackend(backendName, backend),
    ),
    routes: resolveRoutes(file.routes),
    trace: trace && {
      file: resolvePath(trace.file),
      format: trace.format,
      limit: trace.limit,
    },
    load: resolveLoad(load ?? {}),
    network: resolveNetwork(file.network ?? {}),
    faults: resolveFaults(file.faults ?? []),
    measure: {
      warmupUs: measure?.warmup ?? 2e6,
      durationUs:
        measure?.duration ?? (load?.stages && lengthOfStages(load.stages)) ?? (trace ? 300e6 : 10e6),
      repetitions: measure?.repetitions ?? 8,
      cache: measure?.cache ?? (trace ? 'cold' : 'warm'),
    },
    prices: file.prices && resolvePrices(file.prices),
    expect: (file.expect ?? []).map(({ condition, ...subject }) => ({ ...subject, ...condition })),
    sources: file.sources ?? [],
    seed: file.seed ?? 1,
  };
}

/** What a plan of arrivals may lag behind unless a scenario says otherwise. */
export const usualMaxLagUs = 5e3;

function resolveLoad(written: NonNullable<ScenarioFile['load']>): Load {
  const connections = written.connections ?? 50;
  const common = {
    connections,
    timeoutUs: written.timeout ?? 10e6,
    users: written.users ?? connections,
  };
  const arrivals = resolveArrivals(written);
  return arrivals === undefined
    ? { kind: 'closed', ...common }
    : { kind: 'open', ...common, arrivals, maxLagUs: written.maxLag ?? usualMaxLagUs };
}

function resolveArrivals({
  rate,
  stages,
  arrivals = 'poisson',
  speed = 1,
}: NonNullable<ScenarioFile['load']>): Arrivals | undefined {
  if (rate === 'trace') return { process: 'trace', speed };
  if (rate !== undefined) {
    return { process: arrivals, stages: [{ from: rate, to: rate, durationUs: undefined }] };
  }
  if (stages === undefined) return undefined;
  return { process: arrivals, stages: resolveStages(stages) };
}

function resolveNetwork({ client, redis, backend }: NonNullable<ScenarioFile['network']>): Network {
  return { client: resolveLink(client), redis: resolveLink(redis), backend: resolveLink(backend) };
}

function resolveLink(written: NonNullable<ScenarioFile['network']>['client']): Link | undefined {
  return (
    written && {
      delayUs: written.delay ?? 0,
      jitterUs: written.jitter ?? 0,
      bytesPerSecond: written.bandwidth,
    }
  );
}

function resolveFaults(written: NonNullable<ScenarioFile['faults']>): Fault[] {
  return written
    .map((fault): Fault => {
      const atUs = fault.at;
      if ('gateway' in fault) return { atUs, what: 'gateway', is: 'restarted', node: fault.node };
      const durationUs = fault.for ?? 0;
      if ('redis' in fault) {
        if (fault.redis === 'flushed') return { atUs, what: 'redis', is: 'flushed' };
        return fault.redis === 'down'
          ? { atUs, what: 'redis', is: 'down', durationUs }
          : { atUs, what: 'redis', is: 'slow', durationUs, byUs: fault.by ?? 0 };
      }
      const backend = { atUs, what: 'backend', backend: fault.backend, durationUs } as const;
      if (fault.is === 'down') return { ...backend, is: 'down' };
      return fault.is === 'slow'
        ? { ...backend, is: 'slow', byUs: fault.by ?? 0 }
        : { ...backend, is: 'failing', ratio: fault.share ?? 1 };
    })
    .sort((one, other) => one.atUs - other.atUs);
}

function resolvePrices(written: NonNullable<ScenarioFile['prices']>): Prices {
  return {
    currency: written.currency ?? 'USD',
    perBackendCall: written.backendCall ?? 0,
    perBackendCpuSecond: written.backendCpuSecond ?? 0,
    perGatewayNodeHour: written.gatewayNodeHour ?? 0,
    perMemoryGiBHour: written.memoryGiBHour ?? 0,
    perRedisNodeHour: written.redisNodeHour ?? 0,
    perEgressGiB: written.egressGiB ?? 0,
    trafficPerSecond: written.traffic,
  };
}

/** The name by which reports and other blocks know a strategy. */
export function strategyName(strategy: NonNullable<ScenarioFile['strategies']>[number]): string {
  return typeof strategy === 'string' ? strategy : (strategy.name ?? strategy.mode);
}

type GatewaySettings = NonNullable<ScenarioFile['gateway']>;

function resolveStrategy(
  own: GatewaySettings & { readonly name?: string | undefined; readonly mode: Mode },
  { shared, resolvePath }: Pick<ScenarioOrigin, 'resolvePath'> & { readonly shared: GatewaySettings },
): Strategy {
  const build = own.build ?? shared.build;
  return {
    name: strategyName(own),
    mode: own.mode,
    nodes: own.nodes ?? shared.nodes ?? 1,
    balance: own.balance ?? shared.balance ?? 'sticky',
    build: build && resolvePath(build),
    cache: resolveCache({ ...shared.cache, ...own.cache }),
    redis: { deadlineUs: own.redis?.deadline ?? shared.redis?.deadline ?? 50e3 },
  };
}

function resolveCache(written: NonNullable<GatewaySettings['cache']>): CacheSettings {
  return {
    maxSizeBytes: written.maxSize ?? 64 * 2 ** 20,
    maxEntries: written.maxEntries,
    eviction: written.eviction,
    maxBodyBytes: written.maxBody ?? 2 ** 20,
    ttlUs: written.ttl,
    staleWhileRevalidateUs: written.staleWhileRevalidate,
    staleIfErrorUs: written.staleIfError,
    negative: written.negative ?? {},
    ttlJitter: written.ttlJitter ?? 0,
    earlyRefresh: written.earlyRefresh ?? 0,
    collapse: written.collapse ?? true,
  };
}

function resolveBackend(name: string, backend: ScenarioFile['backends'][string]): Backend {
  return {
    name,
    latencyUs: distributionOf(backend.latency),
    capacity: backend.capacity,
    bodyBytes: distributionOf(backend.body ?? 1024),
    errorRatio: backend.errors ?? 0,
    etag: backend.etag ?? true,
    lastModified: backend.lastModified ?? true,
    changeEveryUs: backend.changes?.every,
  };
}

function distributionOf(written: ScenarioFile['backends'][string]['latency']): Distribution {
  if (typeof written === 'number') return { kind: 'constant', value: written };
  if ('median' in written) return { kind: 'lognormal', ...written };
  if ('min' in written) return { kind: 'uniform', ...written };
  return { kind: 'bimodal', ...written };
}

function resolveRoutes(routes: ScenarioFile['routes']): Route[] {
  const keysByPath = new Map(
    routes.flatMap(({ match, keys }) => (keys ? [[splitMatch(match).path, keys]] : [])),
  );
  return routes.map(({ match, backend, weight, headers, key, bypass, readBack }) => {
    const { method, path } = splitMatch(match);
    const pattern = parsePathPattern(path) as PathPattern;
    return {
      method,
      path: pattern,
      backend,
      weight: weight ?? 1,
      keys: keySpaceOf(pattern, keysByPath.get(path)),
      headers: Object.fromEntries(
        Object.entries(headers ?? {}).map(([header, value]) => [header.toLowerCase(), value]),
      ),
      key: key && {
        sortQuery: key.sortQuery ?? false,
        stripQuery: key.stripQuery ?? [],
        headers: key.headers ?? [],
        cookies: key.cookies,
      },
      bypass: bypass && { headers: bypass.headers ?? [], cookies: bypass.cookies ?? [] },
      readBack: readBack ?? 0,
    };
  });
}

export function splitMatch(match: string): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = match.split(/ +/);
  return { method, path };
}

function keySpaceOf(pattern: PathPattern, written: ScenarioFile['routes'][number]['keys']): KeySpace {
  if (pattern.hole === 'none') return { count: 1, zipf: 0 };
  return { count: written?.count ?? 10_000, zipf: written?.zipf ?? 0.8 };
}
