import type { Route } from '../scenario/scenario.ts';
import { fillPath } from '../support/path-pattern.ts';
import type { Random } from '../support/random.ts';
import type { Workload } from './workload.ts';
import { createZipfSampler } from './zipf-sampler.ts';

/** Sources of chance that do not depend on each other, so that whoever asks, the same keys are asked for. */
interface Chances {
  readonly resources: Random;
  readonly readBacks: Random;
}

/**
 * An endless stream: who asks, then a route drawn by its weight, then one of its keys by popularity. Key 1 is the
 * most popular. Where a user is to read back what it has written, that is its next request in place of a drawn one.
 */
export function drawRequests(
  routes: readonly Route[],
  drawUser: () => number,
  { resources, readBacks }: Chances,
): Workload {
  const drawers = routes.map(({ path, keys }) => {
    const drawKey = createZipfSampler(keys, resources);
    return path.hole === 'none' ? () => path.prefix : () => fillPath(path, String(drawKey()));
  });
  const drawIndex = createWeightedSampler(
    routes.map(({ weight }) => weight),
    resources,
  );
  /** By user, the target that it is to read next. */
  const owed = new Map<number, string>();
  return {
    next: () => {
      const user = drawUser();
      const written = owed.get(user);
      if (written !== undefined) {
        owed.delete(user);
        return { method: 'GET', target: written, bodyBytes: undefined, user };
      }
      const index = drawIndex();
      const { method, readBack } = routes[index] as Route;
      const target = (drawers[index] as () => string)();
      if (readBack > 0 && readBacks() < readBack) owed.set(user, target);
      return { method, target, bodyBytes: undefined, user };
    },
  };
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
