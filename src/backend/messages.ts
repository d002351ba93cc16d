import type { Arrivals } from '../measure/arrivals.ts';
import type { ResourceUsage } from '../measure/resource-usage.ts';
import type { OwnChanges } from '../support/change-times.ts';
import type { Distribution } from '../support/distribution.ts';
import type { ServerCalls } from '../support/process-calls.ts';

/** What a simulated backend is told. It does not know what a scenario is. */
export interface BackendConfig {
  readonly name: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly seed: number;
  readonly latencyUs: Distribution;
  readonly capacity: number | undefined;
  readonly bodyBytes: Distribution;
  readonly errorRatio: number;
  readonly etag: boolean;
  readonly lastModified: boolean;
  /** Undefined: resources change by being written only. */
  readonly ownChanges: OwnChanges | undefined;
  /** Response headers by route; the first route that matches a request applies. */
  readonly routes: readonly BackendRoute[];
}

export interface BackendRoute {
  /** `GET` also stands for HEAD. */
  readonly method: string;
  /** Text of a path pattern. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts and delays since the last call of `reset`. Histograms are encoded (see measure/histogram.ts), in µs. */
export interface BackendReport {
  /** Requests received, all kinds. */
  readonly calls: number;
  /** When they were received. */
  readonly arrivals: Arrivals;
  /** Requests that raised a version (methods other than the safe ones, RFC 9110 §9.2.1). */
  readonly writes: number;
  /** Answers 304 to a conditional request. */
  readonly notModified: number;
  /** Answers 500 on purpose. */
  readonly errors: number;
  /** Delay that the latency model asked for. */
  readonly intendedDelay: string;
  /** Delay that was given, from the start of service to the answer: timers are not exact, this shows by how much. */
  readonly actualDelay: string;
  /** Wait for a free place, before service begins. */
  readonly queueWait: string;
  readonly resources: ResourceUsage;
}

/** What is wrong with a backend beside what its model says; takes the place of what was wrong before. */
export interface BackendTrouble {
  /** Refuses connections, and has broken those it had. */
  readonly isDown: boolean;
  /** Answers so much later. */
  readonly extraDelayUs: number;
  /** Answers this share of requests (0–1) with 500, of those that would have gone well. */
  readonly errorRatio: number;
}

/** What the experiment may ask of a backend process. */
export interface BackendCalls extends ServerCalls<BackendConfig, BackendReport> {
  disturb(trouble: BackendTrouble): Promise<void>;
}
