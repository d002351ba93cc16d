import { describe, expect, it } from 'vitest';
import { type Eviction, evictions } from '../../src/scenario/evictions.ts';
import { parseScenarioFile } from '../../src/scenario/parse-scenario.ts';
import { storeEvictions } from '../../src/scenario/store-evictions.ts';
import { ScenarioError } from '../../src/support/errors.ts';

function parse(blocks: string) {
  const text = `question: Which evicts best?
backends: { api: { latency: 20ms } }
routes: [{ match: 'GET /products/{id}', backend: api }]
${blocks}
`;
  return parseScenarioFile({ file: 'shop.yaml', text, name: 'shop', resolvePath: (path) => path });
}

function problems(blocks: string): string[] {
  try {
    parse(blocks);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
  throw new Error('The scenario was accepted.');
}

describe('the eviction of a scenario', () => {
  it('is that of the gateway block where a strategy says nothing, and of the real stores where nobody does', () => {
    const { scenario } = parse(`gateway: { cache: { eviction: sieve } }
strategies: [memory, { mode: redis, cache: { eviction: redis-lfu, maxEntries: 500 } }]`);
    expect(scenario.strategies.map(({ cache }) => [cache.eviction, cache.maxEntries])).toEqual([
      ['sieve', undefined],
      ['redis-lfu', 500],
    ]);
    expect(parse('strategies: [memory]').scenario.strategies[0]?.cache.eviction).toBeUndefined();
  });

  it.each(evictions)('can be %s', (eviction) => {
    const { scenario } = parse(`strategies: [{ mode: memory, cache: { eviction: ${eviction} } }]`);
    expect(scenario.strategies[0]?.cache.eviction).toBe(eviction);
  });

  it('can be swept over', () => {
    const { sweep } = parse(`strategies: [memory]\nsweep: { gateway.cache.eviction: [lru, arc] }`);
    expect(sweep?.cells.map(({ scenario }) => scenario.strategies[0]?.cache.eviction)).toEqual([
      'lru',
      'arc',
    ]);
  });

  it('is answered with what was probably meant where it is misspelt', () => {
    expect(problems('gateway: { cache: { eviction: seive } }')).toEqual([
      expect.stringMatching(
        /^shop\.yaml:4:31: gateway\.cache\.eviction: expected gateway-memory, .* or w-tinylfu; saw "seive"\. Did you mean sieve\?$/,
      ),
    ]);
  });

  it('is bounded by bytes or by count', () => {
    expect(problems('gateway: { cache: { maxSize: 1MiB, maxEntries: 10 } }')).toEqual([
      'shop.yaml:4:21: gateway.cache: maxEntries takes the place of maxSize, so that has no effect. Remove one of them.',
    ]);
    expect(
      problems(`gateway: { cache: { maxEntries: 10 } }
strategies: [memory, { name: own, mode: memory, cache: { eviction: gateway-memory } }]`),
    ).toEqual([
      'shop.yaml:5:58: strategies[1].cache: gateway-memory counts bytes, and cannot be bounded by maxEntries. Write maxSize in place of maxEntries, or choose another eviction, as lru.',
    ]);
  });
});

describe('the evictions of two stores', () => {
  it.each<[Eviction | undefined, Eviction | undefined, Eviction | undefined]>([
    [undefined, undefined, undefined],
    ['gateway-memory', 'gateway-memory', undefined],
    ['redis-lfu', undefined, 'redis-lfu'],
    ['lirs', 'lirs', 'lirs'],
  ])('are, of %s, %s in memory and %s in Redis behind it', (eviction, memory, redis) => {
    expect(storeEvictions('tiered', eviction)).toEqual({ memory, redis });
  });

  it('are that of the only one elsewhere', () => {
    expect(storeEvictions('memory', 'redis-lru').memory).toBe('redis-lru');
    expect(storeEvictions('redis', 'gateway-memory').redis).toBe('gateway-memory');
  });
});
