import { createRandom, deriveSeed } from './random.ts';

/** How the resources of a backend change by themselves. Plain data, so that several processes can know of the same changes. */
export interface OwnChanges {
  /** Mean time between two changes of one resource. */
  readonly everyUs: number;
  readonly seed: number;
  /** When it begins, on the clock that the processes share (machine-clock.ts). */
  readonly sinceUs: number;
}

/**
 * The times at which one resource changes, one with each call: a Poisson process, as web pages were found to change (Cho
 * and Garcia-Molina, The evolution of the web and implications for an incremental crawler, VLDB 2000). All resources
 * change alike often, because popularity and rate of change are only weakly correlated (Breslau et al., INFOCOM 1999).
 *
 * They depend on the arguments alone: whoever knows them knows every change, without being told. Each resource has a
 * process of its own, so only those that somebody asks for cost anything, and no list of them is needed.
 */
export function changeTimes({ everyUs, seed, sinceUs }: OwnChanges, resource: string): () => number {
  const random = createRandom(deriveSeed(seed, resource));
  let atUs = sinceUs;
  return () => {
    atUs -= Math.log(1 - random()) * everyUs;
    return atUs;
  };
}
