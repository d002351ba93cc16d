import type { ResourceUsage } from '../measure/resource-usage.ts';
import type { ServerCalls } from '../support/process-calls.ts';
import type { BypassRules } from './http-cache/bypass-rules.ts';
import type { CachePolicy } from './http-cache/cache-policy.ts';
import type { KeyRules } from './http-cache/key-rules.ts';
import type { TimeWithin } from './timed-response.ts';

/** What a gateway is told. It does not know what a scenario is. */
export interface GatewayConfig {
  readonly mode: 'stateless' | 'memory' | 'redis' | 'tiered';
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where requests go; the first route that matches applies, and a request that matches none is answered 404. */
  readonly routes: readonly GatewayRoute[];
  readonly cache: CachePolicy & {
    /** Of the store in this process's memory. */
    readonly maxSizeBytes: number;
    /** A larger body is passed on and not stored. */
    readonly maxBodyBytes: number;
    /** Whether one request to the origin serves all clients that wait for the same answer. */
    readonly collapse: boolean;
  };
  /** Whoever shows it may purge; undefined: nobody may. */
  readonly purgeToken?: string | undefined;
  /** Needed in the modes `redis` and `tiered`. */
  readonly redis:
    | {
        readonly url: string;
        /** Every key that the gateway touches begins with it. */
        readonly keyPrefix: string;
        readonly deadlineUs: number;
      }
    | undefined;
  readonly upstream: {
    /** Connections kept open to each origin. */
    readonly connections: number;
    /** Longest wait for an answer's headers, and between two pieces of its body; then 504. */
    readonly timeoutUs: number;
  };
}

export interface GatewayRoute {
  /** A method, or `*` for every method. `GET` also stands for HEAD. */
  readonly method: string;
  /** Text of a path pattern, as `/products/{id}` or `/{path...}`. */
  readonly path: string;
  /** As `http://127.0.0.1:40001`. */
  readonly origin: string;
  /** Undefined: the key is the target as it came. */
  readonly key?: KeyRules | undefined;
  readonly bypass?: BypassRules | undefined;
}

export interface GatewayReport {
  /** What the store holds now; undefined where it cannot be told (Redis) or there is none. */
  readonly stored: { readonly entries: number; readonly bytes: number } | undefined;
  /** Responses pushed out by the size bound, since `reset`. */
  readonly evictions: number;
  /** Store commands that failed or passed their deadline, since `reset`; the requests went on without them. */
  readonly storeErrors: number;
  /** Requests forwarded to origins, since `reset`. */
  readonly forwarded: number;
  /** Where the time of requests went that were answered since `reset`. */
  readonly time: TimeWithin;
  readonly resources: ResourceUsage;
}

/** What the experiment may ask of a gateway process. */
export type GatewayCalls = ServerCalls<GatewayConfig, GatewayReport>;
