import type { Scenario } from '../scenario/scenario.ts';
import { UsageError } from '../support/errors.ts';
import { resourcesOf } from '../workload/resources.ts';
import type { Trace } from '../workload/trace/trace.ts';

/** Resources are told apart by numbers of 31 bits, of which Redis takes two for each. */
const mostResources = 2 ** 30;

/**
 * How many resources an exact simulation numbers: those of a warm-up that leaves the caches cold are others.
 *
 * @throws UsageError where there are more than it can tell apart
 */
export function numberedResources({ routes, measure }: Scenario, trace: Trace | undefined): number {
  const { count } = resourcesOf({ routes }, trace);
  const numbered = measure.cache === 'cold' && measure.warmupUs > 0 ? 2 * count : count;
  if (numbered <= mostResources) return numbered;
  throw new UsageError(
    `A simulation of every request tells at most ${shown(mostResources)} resources apart; the scenario has ${shown(numbered)}.`,
    { hint: 'Use fewer keys, or closed forms, which know any number of them: gatebench predict.' },
  );
}

const shown = (count: number): string => count.toLocaleString('en-US');
