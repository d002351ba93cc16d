import type { ResourceUsage } from '../measure/resource-usage.ts';
import type { MaxmemoryPolicy } from './real-evictions.ts';

/** What a server leaves behind that its keeper cannot end. */
export interface RedisTraces {
  readonly pid: number;
  /** Its temporary folder. */
  readonly folder: string;
}

/** What the experiment may ask of the process that keeps a private Redis server. */
export interface RedisKeeperCalls {
  /** Starts the server on a free port of loopback, empty, without persistence. */
  start(config: {
    readonly executable: string;
    readonly maxmemoryPolicy: MaxmemoryPolicy;
  }): Promise<{ readonly url: string; readonly version: string } & RedisTraces>;
  /** From now on keys are evicted by that policy when what is stored would take more than so many bytes. */
  bound(maxSizeBytes: number): Promise<void>;
  /** Forgets all that is stored. */
  flush(argument: undefined): Promise<void>;
  /** Begins counting anew; what is stored stays. */
  reset(argument: undefined): Promise<void>;
  report(argument: undefined): Promise<ResourceUsage>;
}
