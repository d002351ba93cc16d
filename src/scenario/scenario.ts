import type { Distribution } from '../support/distribution.ts';
import type { PathPattern } from '../support/path-pattern.ts';

/** Where the gateway keeps responses. */
export const modes = ['stateless', 'memory', 'redis', 'tiered'] as const;
export type Mode = (typeof modes)[number];

/** Redis alone, or with memory in front of it. */
export const usesRedis = (mode: Mode): boolean => mode === 'redis' || mode === 'tiered';

/** A scenario as the rest of the program sees it: complete, with every default filled in and units in the names. */
export interface Scenario {
  /** From the file's name, without its ending. */
  readonly name: string;
  readonly question: string;
  /** At least one; the first is the baseline that the others are compared with. */
  readonly strategies: readonly Strategy[];
  readonly backends: readonly Backend[];
  readonly routes: readonly Route[];
  readonly trace: TraceSource | undefined;
  readonly load: ClosedLoad;
  readonly measure: Measure;
  readonly seed: number;
}

/** One way to run the gateway: a mode and its settings. */
export interface Strategy {
  readonly name: string;
  readonly mode: Mode;
  /** Gateway processes, each with a memory of its own. Connections are spread evenly over them. */
  readonly nodes: number;
  readonly cache: CacheSettings;
  readonly redis: {
    /** A Redis command that takes longer counts as failed, and the request goes on without it. */
    readonly deadlineUs: number;
  };
}

/** What a strategy stores, and how it reuses that. Durations in µs. */
export interface CacheSettings {
  /** The most that stored responses may take, headers and bookkeeping included: in the memory of a node, and in Redis. */
  readonly maxSizeBytes: number;
  /** A response with a larger body passes through without being stored. */
  readonly maxBodyBytes: number;
  /** Replaces the freshness lifetime that the backend gave to what may be stored; undefined: obey the backend. */
  readonly ttlUs: number | undefined;
  /** How long a stale response still answers while it is refreshed; 0: not at all; undefined: obey the backend. */
  readonly staleWhileRevalidateUs: number | undefined;
  /** How long a stale response still answers in place of an error; 0: not at all; undefined: obey the backend. */
  readonly staleIfErrorUs: number | undefined;
  /** Error statuses (400–599) that are stored beside 404 and 410: for a lifetime of their own, or as the backend says. */
  readonly negative: Readonly<Record<number, number | 'origin'>>;
  /** Share of each lifetime (0–1) up to which chance shortens it. */
  readonly ttlJitter: number;
  /** β of XFetch; 0: nothing is refreshed before it expires. */
  readonly earlyRefresh: number;
  /** Whether one backend call serves all requests that wait for the same answer. */
  readonly collapse: boolean;
}

/** A simulated service. */
export interface Backend {
  readonly name: string;
  readonly latencyUs: Distribution;
  /** Requests served at once; the rest queue. Undefined: no bound. */
  readonly capacity: number | undefined;
  readonly bodyBytes: Distribution;
  /** Share of requests (0–1) answered 500 instead. */
  readonly errorRatio: number;
  /** Whether responses carry these validators. */
  readonly etag: boolean;
  readonly lastModified: boolean;
}

export interface Route {
  /** `GET` also stands for HEAD, as in most routers. */
  readonly method: string;
  readonly path: PathPattern;
  /** Name of a backend. */
  readonly backend: string;
  /** Share of the requests, relative to the other routes' weights. Without meaning when a trace is replayed. */
  readonly weight: number;
  /** Which resources are asked for. Routes with the same path pattern share one key space. */
  readonly keys: KeySpace;
  /** Headers of the backend's responses, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** What tells the cache key beside path and query; undefined: nothing, and the query counts as it came. */
  readonly key: CacheKeyRules | undefined;
  readonly bypass: CacheBypassRules | undefined;
}

export interface CacheKeyRules {
  /** Whether parameters in another order are the same resource. */
  readonly sortQuery: boolean;
  /** Query parameters that are taken out of key and request; `utm_*` stands for all that begin so. */
  readonly stripQuery: readonly string[];
  /** In lower case. */
  readonly headers: readonly string[];
  /** Cookies in the key, all others being taken out; undefined: what is asked with a cookie is not stored. */
  readonly cookies: readonly string[] | undefined;
}

/** A request with one of these goes past the cache. */
export interface CacheBypassRules {
  /** In lower case. */
  readonly headers: readonly string[];
  readonly cookies: readonly string[];
}

export interface KeySpace {
  readonly count: number;
  /** Skew: popularity of the k-th most popular key is proportional to k^-zipf. 0: all alike. */
  readonly zipf: number;
}

export type TraceFormat = 'keys' | 'access-log';

/** A recorded stream of requests to replay instead of drawing keys. */
export interface TraceSource {
  /** Absolute path. What is in gzip format is decompressed, whatever its name. */
  readonly file: string;
  /** `keys`: one key a line; `access-log`: Common or Combined Log Format; undefined: told by its lines. */
  readonly format: TraceFormat | undefined;
  /** Replays only so many requests from the start. */
  readonly limit: number | undefined;
}

/** A closed loop: each connection sends its next request as soon as the last one is answered. */
export interface ClosedLoad {
  readonly connections: number;
  /** A request without a complete answer after this long is given up and counted as a timeout. */
  readonly timeoutUs: number;
}

export interface Measure {
  /** Load before the measurement begins, so that the processes are compiled and connected. 0: none. */
  readonly warmupUs: number;
  /** Longest measurement of one trial; a trace may end it sooner. */
  readonly durationUs: number;
  /** Trials of each strategy. */
  readonly repetitions: number;
  /**
   * `warm`: the warm-up asks for the measured keys, so the caches are filled as in steady state.
   * `cold`: the warm-up asks for other keys, so every measured key is new to the caches.
   */
  readonly cache: 'warm' | 'cold';
}
