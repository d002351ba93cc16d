import type { Result } from '../results/result.ts';
import type { Scenario, Strategy } from '../scenario/scenario.ts';
import { spellDuration, spellSize } from '../support/units.ts';
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

/** A strategy's settings in words, those that its mode uses and that tell it from others. */
function settingsOf({ mode, nodes, cache, redis }: Strategy): string[] {
  const each = nodes > 1 && mode === 'memory' ? ' each' : '';
  return [
    ...(nodes > 1 ? [`${nodes} nodes`] : []),
    ...(mode === 'stateless' ? [] : [`${spellSize(cache.maxSizeBytes)}${each}`]),
    ...(mode === 'stateless' || cache.ttlUs === undefined ? [] : [`fresh for ${spellDuration(cache.ttlUs)}`]),
    ...(mode === 'redis' ? [`deadline ${spellDuration(redis.deadlineUs)}`] : []),
  ];
}
