import { type Result, resultSchemaVersion } from '../results/result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { TraceSummary } from '../workload/trace/trace.ts';
import { describeEnvironment } from './environment.ts';
import type { Pinning } from './pinning.ts';
import type { RedisSource } from './redis-source.ts';
import { summariseScenario } from './summarise-scenario.ts';
import type { Until } from './until.ts';
import { warnOfTrace } from './warn.ts';

/** What is settled before anything is measured. */
export interface RunSettings {
  readonly runId: string;
  /** With the strategies that are to be measured, and only those. */
  readonly scenario: Scenario;
  /** The scenario file as it was read. */
  readonly source: string;
  readonly trace: TraceSummary | undefined;
  readonly redis: RedisSource | undefined;
  /** Undefined: processes run where the system puts them. */
  readonly pinning: Pinning | undefined;
  /** Undefined: as many blocks are measured as the scenario says. */
  readonly until: Until | undefined;
  readonly omitted: Result['omitted'];
  readonly generator: Result['generator'];
  readonly command: string;
  /** Whether times were shortened for a quick look. */
  readonly quick: boolean;
}

/** The Result of a run that begins: all that is known of it, and no trial yet. */
export function beginResult(settings: RunSettings): Result {
  const { runId, scenario, source, trace, redis, pinning, until, omitted, generator, command, quick } =
    settings;
  return {
    format: 'gatebench-result',
    schemaVersion: resultSchemaVersion,
    kind: 'measured',
    runId,
    state: 'running',
    startedAt: new Date().toISOString(),
    generator,
    command,
    scenario: summariseScenario(scenario, { source, trace, redis }),
    environment: describeEnvironment(redis?.kind === 'named' ? redis.version : undefined),
    protocol: {
      ...(pinning === undefined ? {} : { pinned: pinning }),
      quick,
      ...(until === undefined ? {} : { until: { ...until, reached: false } }),
    },
    omitted,
    trials: [],
    warnings: trace === undefined ? [] : warnOfTrace(trace),
  };
}
