import type { Scenario, Strategy } from '../../scenario/scenario.ts';
import { UsageError } from '../../support/errors.ts';
import { askedRoutes } from '../theory/asked-keys.ts';
import { leastEntries } from '../theory/che.ts';

/** With fewer keys, whether the most popular are among them decides everything. */
const leastKeys = 8192;
/** Times at which something was stored that are held at once. */
const mostPlaces = 2 ** 25;

/**
 * How many keys one of the sample stands for: as few as can be simulated with so many requests.
 *
 * @param perSecond all requests
 * @param mostRequests to the sample, warm-up included
 * @throws UsageError where that leaves too few keys, or too little room, for the sample to be right
 */
export function chooseSample(
  scenario: Scenario,
  strategy: Strategy,
  { perSecond, mostRequests }: { readonly perSecond: number; readonly mostRequests: number },
): number {
  const { routes } = askedRoutes(scenario, strategy);
  const { warmupUs, durationUs } = scenario.measure;
  const keys = routes.reduce((sum, { space }) => sum + space.count, 0);
  const caches = strategy.mode === 'memory' ? strategy.nodes : 1;
  const every = Math.max(
    1,
    Math.ceil((perSecond * (warmupUs + durationUs)) / 1e6 / mostRequests),
    Math.ceil((keys * caches) / mostPlaces),
  );
  if (every === 1) return every;
  const heaviest = Math.max(...routes.map(({ weight }) => weight));
  const entries = (strategy.cache.maxEntries ?? strategy.cache.maxSizeBytes) / heaviest / every;
  if (keys / every >= leastKeys && entries >= leastEntries) return every;
  throw new UsageError(
    `A sample of ${strategy.name} that can be simulated in time has one key in ${shown(every)}: ${shown(keys / every)} keys, and room for ${shown(entries)} answers in a cache. It takes ${shown(leastKeys)} and ${leastEntries} to be right.`,
    {
      hint: 'Shorten the measurement (--duration, --warmup), or leave --sampled out: formulas have no such bound.',
    },
  );
}

const shown = (count: number): string => Math.floor(count).toLocaleString('en-US');
