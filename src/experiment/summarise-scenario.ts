import type { Result } from '../results/result.ts';
import type { Scenario, Strategy } from '../scenario/scenario.ts';
import { spellDuration, spellSize } from '../support/units.ts';
import type { TraceSummary } from '../workload/trace/trace.ts';
import type { RedisSource } from './redis-source.ts';

interface ScenarioSurroundings {
  /** The file as it was read. */
  readonly source: string;
  readonly trace: TraceSummary | undefined;
  readonly redis: RedisSource | undefined;
}

/** What a Result keeps of its scenario: enough to read the figures without the file. */
export function summariseScenario(
  scenario: Scenario,
  { source, trace, redis }: ScenarioSurroundings,
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
      settings: settingsOf(strategy, redis),
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

const usualMostBodyBytes = 2 ** 20;

/** A strategy's settings in words, those that its mode uses and that tell it from others. */
function settingsOf({ mode, nodes, cache, redis }: Strategy, source: RedisSource | undefined): string[] {
  const severalNodes = nodes > 1 ? [`${nodes} nodes`] : [];
  if (mode === 'stateless') return severalNodes;
  const each = nodes > 1 && mode === 'memory' ? ' each' : '';
  // How much a named server stores is its own affair.
  const room =
    mode === 'redis' && source?.kind === 'named' ? 'a named server' : spellSize(cache.maxSizeBytes) + each;
  return [
    ...severalNodes,
    room,
    ...(cache.maxBodyBytes === usualMostBodyBytes ? [] : [`bodies up to ${spellSize(cache.maxBodyBytes)}`]),
    ...(cache.ttlUs === undefined ? [] : [`fresh for ${spellDuration(cache.ttlUs)}`]),
    ...(mode === 'redis' ? [`deadline ${spellDuration(redis.deadlineUs)}`] : []),
  ];
}
