import type { Route } from '../scenario/scenario.ts';
import { fillPath } from '../support/path-pattern.ts';
import type { Random } from '../support/random.ts';
import type { Workload } from './workload.ts';
import { createZipfSampler } from './zipf-sampler.ts';

/**
 * An endless stream: a route drawn by its weight, then one of its keys by popularity. Key 1 is the most
 * popular.
 */
export function drawRequests(routes: readonly Route[], random: Random): Workload {
  const drawers = routes.map(({ method, path, keys }) => {
    const drawKey = createZipfSampler(keys, random);
    return path.hole === 'none'
      ? () => ({ method, target: path.prefix, bodyBytes: undefined })
      : () => ({ method, target: fillPath(path, String(drawKey())), bodyBytes: undefined });
  });
  const drawIndex = createWeightedSampler(
    routes.map(({ weight }) => weight),
    random,
  );
  return { next: () => drawers[drawIndex()]?.() };
}

/** Draws an index with a probability proportional to its weight. */
function createWeightedSampler(weights: readonly number[], random: Random): () => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return () => {
    let rest = random() * total;
    const index = weights.findIndex((weight) => {
      rest -= weight;
      return rest < 0;
    });
    // Rounding in the subtractions can leave a crumb behind the last weight.
    return index === -1 ? weights.length - 1 : index;
  };
}
