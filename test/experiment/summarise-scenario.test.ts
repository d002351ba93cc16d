import { describe, expect, it } from 'vitest';
import type { RedisSource } from '../../src/experiment/redis-source.ts';
import { summariseScenario } from '../../src/experiment/summarise-scenario.ts';
import type { CacheSettings, Strategy } from '../../src/scenario/scenario.ts';
import { aScenario } from '../support/a-scenario.ts';

const [, usual] = aScenario().strategies as [Strategy, Strategy];

/** How a Result words a strategy that differs from the usual one so. */
function settings(
  { cache, ...changes }: Partial<Omit<Strategy, 'cache'>> & { readonly cache?: Partial<CacheSettings> },
  redis?: RedisSource,
): readonly string[] {
  const strategy = { ...usual, ...changes, cache: { ...usual.cache, ...cache } };
  const summary = summariseScenario(aScenario({ strategies: [strategy] }), {
    source: '',
    trace: undefined,
    redis,
  });
  return summary.strategies[0]?.settings ?? [];
}

describe('the settings of a strategy, in words', () => {
  it('are its room alone where it obeys the backends', () => {
    expect(settings({ mode: 'memory' })).toEqual(['64 MiB']);
    expect(settings({ mode: 'memory', nodes: 2 })).toEqual(['2 nodes', '64 MiB each']);
    expect(settings({ mode: 'stateless' })).toEqual([]);
  });

  it('tell both rooms of a tiered cache, but not of a server that is not ours', () => {
    expect(settings({ mode: 'tiered', nodes: 2 })).toEqual([
      '2 nodes',
      '64 MiB each in memory',
      '64 MiB in Redis',
      'deadline 50 ms',
    ]);
    const named = { kind: 'named', url: 'redis://example', version: 'Redis 7.0.15' } as const;
    expect(settings({ mode: 'tiered' }, named)).toEqual([
      '64 MiB in memory',
      'a named server',
      'deadline 50 ms',
    ]);
    expect(settings({ mode: 'redis' }, named)).toEqual(['a named server', 'deadline 50 ms']);
  });

  it('tell every policy that differs from what is usual', () => {
    const cache = {
      maxBodyBytes: 2048,
      ttlUs: 2e6,
      staleWhileRevalidateUs: 30e6,
      staleIfErrorUs: 0,
      negative: { 404: 10e6, 503: 'origin' },
      ttlJitter: 0.1,
      earlyRefresh: 1.5,
      collapse: false,
    } as const;
    expect(settings({ mode: 'memory', cache })).toEqual([
      '64 MiB',
      'bodies up to 2 KiB',
      'fresh for 2 s',
      'stale for up to 30 s while it is refreshed',
      'never stale in place of an error',
      'stores 404 for 10 s and 503 as its backend says',
      'lifetimes up to 10.0 % shorter',
      'refreshed early (β = 1.5)',
      'not collapsed',
    ]);
  });
});
