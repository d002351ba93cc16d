import { median } from '../../../src/stats/quantile.ts';

/** One percentile of one server as several tools saw it; medians over the rounds, in µs. */
export interface Finding {
  readonly what: string;
  readonly truthUs: number;
  readonly gatebenchUs: number;
  readonly autocannonUs: number;
  readonly wrkUs: number;
  /** How far gatebench is from the truth of the same round, and how far it may be. */
  readonly offUs: number;
  readonly allowedUs: number;
  readonly verdict: 'pass' | 'short';
}

/** The same percentile in one round. The tools drove the server one after the other, so each has a truth of its own. */
export interface Observation {
  readonly truthUs: number;
  readonly gatebenchUs: number;
  readonly autocannonUs: number;
  readonly wrkUs: number;
}

export function find(
  what: string,
  observations: readonly Observation[],
  allowed: (truthUs: number) => number,
): Finding {
  const middle = (pick: (observation: Observation) => number) => median(observations.map(pick));
  const truthUs = middle((each) => each.truthUs);
  const offUs = middle((each) => each.gatebenchUs - each.truthUs);
  const allowedUs = allowed(truthUs);
  return {
    what,
    truthUs,
    gatebenchUs: middle((each) => each.gatebenchUs),
    autocannonUs: middle((each) => each.autocannonUs),
    wrkUs: middle((each) => each.wrkUs),
    offUs,
    allowedUs,
    verdict: Math.abs(offUs) <= allowedUs ? 'pass' : 'short',
  };
}
