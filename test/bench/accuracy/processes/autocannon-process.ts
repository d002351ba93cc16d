import autocannon from 'autocannon';
import { serveParent } from '../../../../src/support/parent-link.ts';

export interface RawDrive {
  readonly origin: string;
  readonly connections: number;
  readonly seconds: number;
}

/** What autocannon says of itself, used as its manual tells. */
export interface RawDriven {
  readonly requests: number;
  readonly durationSeconds: number;
  /** In whole milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
}

interface AutocannonResult {
  readonly requests: { readonly total: number };
  readonly duration: number;
  readonly latency: { readonly p50: number; readonly p99: number; readonly p99_9: number };
}

const asItComes = autocannon as unknown as (options: object) => Promise<AutocannonResult>;

serveParent({
  drive: async ({ origin, connections, seconds }: RawDrive): Promise<RawDriven> => {
    const { requests, duration, latency } = await asItComes({
      url: `${origin}/items/1`,
      connections,
      duration: seconds,
    });
    return {
      requests: requests.total,
      durationSeconds: duration,
      p50Ms: latency.p50,
      p99Ms: latency.p99,
      p999Ms: latency.p99_9,
    };
  },
});
