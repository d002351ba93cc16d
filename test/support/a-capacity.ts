import type { Capacity, CapacityProbe, StrategyCapacity } from '../../src/results/capacity.ts';

/** Probes of one strategy: the rate, what it showed, and p99 in ms. */
type Told = readonly [perSecond: number, verdict: CapacityProbe['verdict'], p99Ms?: number];

export function aStrategyCapacity(
  name: string,
  probes: readonly Told[],
  more: Partial<StrategyCapacity> = {},
): StrategyCapacity {
  return {
    name,
    mode: name,
    state: 'settled',
    limitedBy: 'system',
    saturated: [],
    closedLoopPerSecond: 500,
    probes: probes.map(([ratePerSecond, verdict, p99Ms]) => ({
      ratePerSecond,
      verdict,
      ...(verdict === 'holds' ? {} : { reason: 'p99 was too long.' }),
      figures: p99Ms === undefined ? {} : { p99: p99Ms * 1e3, failures: 0.001 },
      saturated: [],
    })),
    ...more,
  };
}

/** Memory bears four times what stateless does. */
export function aCapacity(more: Partial<Capacity> = {}): Capacity {
  return {
    format: 'gatebench-capacity',
    schemaVersion: 1,
    capacityId: '2026-11-23T10-00-00',
    state: 'complete',
    startedAt: '2026-11-23T10:00:00.000Z',
    finishedAt: '2026-11-23T10:10:00.000Z',
    generator: { version: '0.1.0' },
    command: 'gatebench capacity shop.yaml',
    scenario: {
      name: 'shop',
      question: 'How much does it bear?',
      source: 'question: How much does it bear?\n',
    },
    objective: [
      { metric: 'p99', operator: '<', value: 50e3 },
      { metric: 'failures', operator: '<', value: 0.01 },
    ],
    trialUs: 5e6,
    strategies: [
      aStrategyCapacity(
        'stateless',
        [
          [250, 'breaks', 900],
          [125, 'breaks', 80],
          [100, 'holds', 30],
          [105, 'void', 40],
          [105, 'breaks', 60],
          [100, 'holds', 35],
          [105, 'breaks', 70],
        ],
        {
          holdsPerSecond: 100,
          breaksPerSecond: 105,
          saturated: [{ part: 'backend', name: 'backend api', detail: 'all of its places in use' }],
        },
      ),
      aStrategyCapacity(
        'memory',
        [
          [400, 'holds', 8],
          [400, 'holds', 9],
          [420, 'breaks', 55],
          [420, 'breaks', 65],
          [800, 'void'],
        ],
        { holdsPerSecond: 400, breaksPerSecond: 420 },
      ),
    ],
    ...more,
  };
}
