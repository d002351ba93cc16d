import type { Scenario } from '../scenario/scenario.ts';
import type { OwnChanges } from '../support/change-times.ts';
import { deriveSeed } from '../support/random.ts';

/**
 * How the resources of each backend change by themselves in a trial that begins at the given moment; by backend name, those
 * that do. The seed is the repetition's, so that they change alike for all strategies.
 */
export function planOwnChanges(
  { backends }: Pick<Scenario, 'backends'>,
  { seed, sinceUs }: Pick<OwnChanges, 'seed' | 'sinceUs'>,
): Readonly<Record<string, OwnChanges>> {
  return Object.fromEntries(
    backends.flatMap(({ name, changeEveryUs }) =>
      changeEveryUs === undefined
        ? []
        : [[name, { everyUs: changeEveryUs, seed: deriveSeed(seed, 'changes', name), sinceUs }]],
    ),
  );
}
