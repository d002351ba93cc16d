import type { Link, Network } from '../../scenario/trouble.ts';
import { Line } from '../../support/line.ts';
import { createRandom, deriveSeed } from '../../support/random.ts';

/** The two directions of a link. */
export interface Way {
  readonly there: Line;
  readonly back: Line;
}

/** What lies between the processes; where the scenario says nothing, nothing. */
export function layLinks(network: Network, seed: number): Readonly<Record<keyof Network, Way>> {
  const lay = (name: keyof Network): Way => ({
    there: lineOf(network[name], deriveSeed(seed, name, 'there')),
    back: lineOf(network[name], deriveSeed(seed, name, 'back')),
  });
  return { client: lay('client'), redis: lay('redis'), backend: lay('backend') };
}

function lineOf(link: Link | undefined, seed: number): Line {
  return new Line(link ?? { delayUs: 0, jitterUs: 0, bytesPerSecond: undefined }, createRandom(seed));
}
