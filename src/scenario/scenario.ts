import type { Distribution } from '../support/distribution.ts';
import type { Expectation } from '../support/metrics.ts';
import type { PathPattern } from '../support/path-pattern.ts';
import type { Eviction } from './evictions.ts';
import type { Fault, Network } from './trouble.ts';

/** Where the gateway keeps responses. */
export const modes = ['stateless', 'memory', 'redis', 'tiered'] as const;
export type Mode = (typeof modes)[number];

/** Redis alone, or with memory in front of it. */
export const usesRedis = (mode: Mode): boolean => mode === 'redis' || mode === 'tiered';
export const storesInMemory = (mode: Mode): boolean => mode === 'memory' || mode === 'tiered';

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
  readonly load: Load;
  readonly network: Network;
  /** In the order of their times. */
  readonly faults: readonly Fault[];
  readonly measure: Measure;
  readonly prices: Prices | undefined;
  readonly expect: readonly Expectation[];
  /** Where the parameters come from: papers, traces, measurements. */
  readonly sources: readonly string[];
  readonly seed: number;
}

/** One way to run the gateway: a mode and its settings. */
export interface Strategy {
  readonly name: string;
  readonly mode: Mode;
  /** Gateway processes, each with a memory of its own. */
  readonly nodes: number;
  /** `sticky`: a user's requests all go to one node. `round-robin`: each request goes to the next node. */
  readonly balance: Balance;
  /** Absolute path of another built gatebench, whose gateway is measured in place of this one's; undefined: this one's. */
  readonly build: string | undefined;
  readonly cache: CacheSettings;
  readonly redis: {
    /** A Redis command that takes longer counts as failed, and the request goes on without it. */
    readonly deadlineUs: number;
  };
  /** The strategy that this one repeats under another name, to see how far two measurements of the same differ; undefined: none. */
  readonly twinOf?: string | undefined;
}

export const balances = ['sticky', 'round-robin'] as const;
export type Balance = (typeof balances)[number];

/** What a strategy stores, and how it reuses that. Durations in µs. */
export interface CacheSettings {
  /** The most that stored responses may take, headers and bookkeeping included: in the memory of a node, and in Redis. */
  readonly maxSizeBytes: number;
  /** The most responses that are stored, however large, in place of `maxSizeBytes`; undefined: those bytes are the bound. */
  readonly maxEntries: number | undefined;
  /** Which response makes room; undefined: as the real stores decide it. */
  readonly eviction: Eviction | undefined;
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
  /** Mean time between two changes of a resource that nobody asked for, at exponential intervals; undefined: it never changes by itself. */
  readonly changeEveryUs: number | undefined;
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
  /** Of a write: the share (0–1) after which the same user's next request reads what was written. 0 for reads. */
  readonly readBack: number;
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

/** How requests come. */
export type Load = ClosedLoad | OpenLoad;

interface AnyLoad {
  readonly connections: number;
  /** A request without a complete answer after this long is given up and counted as a timeout. */
  readonly timeoutUs: number;
  /** Different users that requests come from. */
  readonly users: number;
}

/** A closed loop: each connection sends its next request as soon as the last one is answered. */
export interface ClosedLoad extends AnyLoad {
  readonly kind: 'closed';
}

/**
 * An open loop: requests are due at planned times, whether or not earlier ones have been answered. One that finds no idle
 * connection waits for one; that wait is part of its response time.
 */
export interface OpenLoad extends AnyLoad {
  readonly kind: 'open';
  readonly arrivals: Arrivals;
  /** A trial whose 99th percentile of scheduler lag (actual less intended send, where a connection was idle) is above it is void. */
  readonly maxLagUs: number;
}

export type Arrivals =
  | {
      /** `poisson`: independent of each other; `paced`: at even distances. */
      readonly process: 'poisson' | 'paced';
      /** Never empty. After the last, its final rate goes on. */
      readonly stages: readonly Stage[];
    }
  /** At the times of the recording, `speed` times as fast. */
  | { readonly process: 'trace'; readonly speed: number };

/** A stretch of time in which the rate goes evenly from one value to another. */
export interface Stage {
  /** Requests per second. */
  readonly from: number;
  readonly to: number;
  /** Undefined: until the end. */
  readonly durationUs: number | undefined;
}

/** In the currency's unit. What has no price costs nothing. */
export interface Prices {
  /** As `USD`. */
  readonly currency: string;
  readonly perBackendCall: number;
  readonly perBackendCpuSecond: number;
  readonly perGatewayNodeHour: number;
  /** Of the memory that gateways may fill with responses. */
  readonly perMemoryGiBHour: number;
  readonly perRedisNodeHour: number;
  /** Of what the gateways send to clients. */
  readonly perEgressGiB: number;
  /** Requests per second for which the cost of a month is told; undefined: those measured. */
  readonly trafficPerSecond: number | undefined;
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
