import type { Distribution } from '../support/distribution.ts';
import { type PathPattern, parsePathPattern } from '../support/path-pattern.ts';
import type { Backend, CacheSettings, KeySpace, Mode, Route, Scenario, Strategy } from './scenario.ts';
import type { ScenarioFile } from './schema.ts';

export interface ScenarioOrigin {
  readonly name: string;
  /** Makes the file names in the scenario absolute. */
  readonly resolvePath: (file: string) => string;
  /** Takes the place of the trace that the file names, or of none. */
  readonly trace?: ScenarioFile['trace'];
}

/** Fills in every default. The file has been checked, by itself and across its parts. */
export function resolveScenario(file: ScenarioFile, { name, resolvePath }: ScenarioOrigin): Scenario {
  const { trace, load, measure } = file;
  return {
    name,
    question: file.question,
    strategies: (file.strategies ?? ['stateless', 'memory', 'redis']).map((strategy) =>
      resolveStrategy(typeof strategy === 'string' ? { mode: strategy } : strategy, file.gateway ?? {}),
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
    load: { connections: load?.connections ?? 50, timeoutUs: load?.timeout ?? 10e6 },
    measure: {
      warmupUs: measure?.warmup ?? 2e6,
      durationUs: measure?.duration ?? (trace ? 300e6 : 10e6),
      repetitions: measure?.repetitions ?? 5,
      cache: measure?.cache ?? (trace ? 'cold' : 'warm'),
    },
    seed: file.seed ?? 1,
  };
}

/** The name by which reports and other blocks know a strategy. */
export function strategyName(strategy: NonNullable<ScenarioFile['strategies']>[number]): string {
  return typeof strategy === 'string' ? strategy : (strategy.name ?? strategy.mode);
}

type GatewaySettings = NonNullable<ScenarioFile['gateway']>;

function resolveStrategy(
  own: GatewaySettings & { readonly name?: string | undefined; readonly mode: Mode },
  shared: GatewaySettings,
): Strategy {
  return {
    name: strategyName(own),
    mode: own.mode,
    nodes: own.nodes ?? shared.nodes ?? 1,
    cache: resolveCache({ ...shared.cache, ...own.cache }),
    redis: { deadlineUs: own.redis?.deadline ?? shared.redis?.deadline ?? 50e3 },
  };
}

function resolveCache(written: NonNullable<GatewaySettings['cache']>): CacheSettings {
  return {
    maxSizeBytes: written.maxSize ?? 64 * 2 ** 20,
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
  return routes.map(({ match, backend, weight, headers, key, bypass }) => {
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
