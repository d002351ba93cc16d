import { FreshnessLedger, type StalenessReport } from '../../measure/freshness/freshness-ledger.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { changeTimes, type OwnChanges } from '../../support/change-times.ts';
import { isWrite } from '../../support/is-write.ts';
import { deriveSeed } from '../../support/random.ts';
import { resourcesOf } from '../../workload/resources.ts';
import type { TrialModel } from '../simulated-trial.ts';
import type { Request } from './request.ts';

/** Judges the answers that clients get by their versions, as load/freshness.ts does. */
export interface Freshness {
  take(request: Request, endedAtUs: number): void;
  /** Begins counting anew; what is known of versions stays. */
  reset(): void;
  report(): StalenessReport;
}

/** How the resources of each backend change by themselves; of those that do, by backend name. The same as in a measured trial. */
export function ownChangesOf(
  { backends }: Pick<Scenario, 'backends'>,
  seed: number,
): ReadonlyMap<string, OwnChanges> {
  return new Map(
    backends.flatMap(({ name, changeEveryUs }): [string, OwnChanges][] =>
      changeEveryUs === undefined
        ? []
        : [[name, { everyUs: changeEveryUs, seed: deriveSeed(seed, 'changes', name), sinceUs: 0 }]],
    ),
  );
}

/** Undefined where no resource can change, so that no answer can be stale. */
export function createFreshness({ scenario, strategy, seed, trace }: TrialModel): Freshness | undefined {
  const { routes } = scenario;
  const ownChanges = ownChangesOf(scenario, seed);
  if (ownChanges.size === 0 && !routes.some(({ method }) => isWrite(method))) return undefined;
  const resources = resourcesOf(scenario, trace);
  const writes = routes.map(({ method }) => isWrite(method));
  const changing = new Map<number, OwnChanges>();
  const ledger = new FreshnessLedger<number>({
    nodes: strategy.nodes,
    changeTimesOf: (resource) => {
      const changes = changing.get(resource);
      return changes && changeTimes(changes, resources.targetOf(resource));
    },
  });
  return {
    take({ route, resource, status, writes: written, changes, user, node, sentAtUs }, endedAtUs) {
      // Errors show no version.
      if (status >= 400) return;
      if (writes[route]) {
        ledger.wrote({ resource, writes: written, user, endedAtUs });
        return;
      }
      const own = ownChanges.get(routes[route]?.backend ?? '');
      if (own !== undefined) changing.set(resource, own);
      ledger.read({ resource, writes: written, changes, user, node, sentAtUs, endedAtUs });
    },
    reset: () => ledger.reset(),
    report: () => ledger.report(),
  };
}
