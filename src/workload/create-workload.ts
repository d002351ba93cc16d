import type { Scenario } from '../scenario/scenario.ts';
import { createRandom, deriveSeed } from '../support/random.ts';
import { drawRequests } from './drawn-requests.ts';
import { replayTrace } from './replayed-requests.ts';
import { setApart } from './resources.ts';
import type { Trace } from './trace/trace.ts';
import type { Workload } from './workload.ts';

export interface WorkloadOptions {
  readonly seed: number;
  readonly phase: 'warm-up' | 'measure';
  /** The recording that the scenario names, if it names one. */
  readonly trace?: Trace | undefined;
}

/**
 * The requests of one phase. They depend on the scenario and the options only: the same seed gives the same
 * stream, so that every strategy is asked the same, while different phases and seeds give streams that are
 * independent. A trace is replayed once, in order; the warm-up repeats it for as long as it is asked to.
 */
export function createWorkload(scenario: Scenario, { seed, phase, trace }: WorkloadOptions): Workload {
  const isWarmUp = phase === 'warm-up';
  const chance = (purpose: string) => createRandom(deriveSeed(seed, purpose, phase));
  const { users } = scenario.load;
  const whoever = chance('users');
  const drawUser = () => Math.floor(whoever() * users);
  const requests =
    trace === undefined
      ? drawRequests(scenario.routes, drawUser, {
          resources: chance('workload'),
          readBacks: chance('read-backs'),
        })
      : replayTrace(trace, drawUser, { repeat: isWarmUp });
  return isWarmUp && scenario.measure.cache === 'cold' ? withResourcesApart(requests) : requests;
}

/**
 * The same requests for resources that nobody else asks for, so that the caches stay cold for the measured
 * ones.
 */
function withResourcesApart(requests: Workload): Workload {
  return {
    next: () => {
      const request = requests.next();
      return request && { ...request, target: setApart(request.target) };
    },
  };
}
