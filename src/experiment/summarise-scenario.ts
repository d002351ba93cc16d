import type { Result } from '../results/result.ts';
import type { Scenario, Strategy } from '../scenario/scenario.ts';
import { formatBytes, formatDuration } from '../support/units.ts';
import type { TraceSummary } from '../workload/trace/trace.ts';

/** What a Result keeps of its scenario: enough to read the figures without the file. */
export function summariseScenario(
  scenario: Scenario,
  source: string,
  trace: TraceSummary | undefined,
): Result['scenario'] {
  const { name, question, seed, strategies, load, measure } = scenario;
  return {
    name,
    question,
    source,
    seed,
    strategies: strategies.map((strategy) => ({
      name: strategy.name,
      mode: strategy.mode,
      nodes: strategy.nodes,
      settings: settingsOf(strategy),
    })),
    connections: load.connections,
    warmupUs: measure.warmupUs,
    durationUs: measure.durationUs,
    repetitions: measure.repetitions,
    cache: measure.cache,
    ...(scenario.trace && trace ? { trace: summariseTrace(scenario.trace.file, trace) } : {}),
  };
}

function summariseTrace(file: string, { requests, distinct, skippedLines }: TraceSummary) {
  const skipped = Object.values(skippedLines).reduce((sum, lines) => sum + lines, 0);
  return { file: file.slice(file.lastIndexOf('/') + 1), requests, distinct, skippedLines: skipped };
}

/** A strategy's settings in words, those that its mode uses. */
function settingsOf({ mode, nodes, cache, redis }: Strategy): string[] {
  const settings = [nodes === 1 ? '1 node' : `${nodes} nodes`];
  if (mode === 'stateless') return settings;
  settings.push(
    `${formatBytes(cache.maxSizeBytes)} ${mode === 'memory' && nodes > 1 ? 'a node' : 'for responses'}`,
  );
  settings.push(`bodies up to ${formatBytes(cache.maxBodyBytes)}`);
  settings.push(
    cache.ttlUs === undefined ? "the backend's freshness" : `fresh for ${formatDuration(cache.ttlUs)}`,
  );
  if (mode === 'redis') settings.push(`Redis deadline ${formatDuration(redis.deadlineUs)}`);
  return settings;
}
