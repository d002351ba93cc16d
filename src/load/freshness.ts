import { FreshnessLedger, type StalenessReport } from '../measure/freshness/freshness-ledger.ts';
import type { Route } from '../scenario/scenario.ts';
import { changeTimes } from '../support/change-times.ts';
import { isWrite } from '../support/is-write.ts';
import { machineOffsetUs } from '../support/machine-clock.ts';
import { matchesPath } from '../support/path-pattern.ts';
import type { Answer } from './exchanges.ts';
import { headerValue } from './header-value.ts';
import type { LoadConfig } from './messages.ts';

/** Judges the answers that clients get by the versions that these carry. */
export interface Freshness {
  take(answer: Answer): void;
  /** Begins counting anew; what is known of versions stays. */
  reset(): void;
  report(): StalenessReport;
}

/** Undefined where no resource can change, so that no answer can be stale. */
export function createFreshness({ scenario, targets, ownChanges }: LoadConfig): Freshness | undefined {
  const { routes } = scenario;
  const changesOfBackends = new Map(Object.entries(ownChanges));
  if (changesOfBackends.size === 0 && !routes.some(({ method }) => isWrite(method))) return undefined;

  const reads = routes.filter(({ method }) => method === 'GET' || method === 'HEAD');
  const ledger = new FreshnessLedger<string>({
    nodes: targets.length,
    changeTimesOf: (target) => {
      if (changesOfBackends.size === 0) return undefined;
      const route = reads.find(({ path }) => matchesPath(path, target));
      const changes = route && changesOfBackends.get(route.backend);
      return changes && changeTimes(changes, target);
    },
  });
  const mayBeAnother = rewritesTargets(reads);
  const offsetUs = machineOffsetUs();
  return {
    take({ order: { request, node }, headers, sentAtMs, endedAtMs }) {
      const { method, target, user } = request;
      const version = count(headerValue(headers, 'gatebench-version'));
      if (version === undefined || mayBeAnother(target)) return;
      const changes = count(headerValue(headers, 'gatebench-changes')) ?? 0;
      const writes = version - 1 - changes;
      const endedAtUs = endedAtMs * 1e3 + offsetUs;
      if (isWrite(method)) ledger.wrote({ resource: target, writes, user, endedAtUs });
      else {
        const sentAtUs = sentAtMs * 1e3 + offsetUs;
        ledger.read({ resource: target, writes, changes, user, node, sentAtUs, endedAtUs });
      }
    },
    reset: () => ledger.reset(),
    report: () => ledger.report(),
  };
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * Whether what is asked for by a target may be another resource to the backend, because a route sorts or strips its query.
 * Nothing is said of the freshness of such answers.
 */
function rewritesTargets(routes: readonly Route[]): (target: string) => boolean {
  const rewriting = routes.filter(({ key }) => key && (key.sortQuery || key.stripQuery.length > 0));
  if (rewriting.length === 0) return () => false;
  return (target) => target.includes('?') && rewriting.some(({ path }) => matchesPath(path, target));
}
