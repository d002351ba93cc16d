import type { BackendCalls, BackendConfig, BackendTrouble } from '../backend/messages.ts';
import type { Backend, Scenario } from '../scenario/scenario.ts';
import type { OwnChanges } from '../support/change-times.ts';
import { deriveSeed } from '../support/random.ts';
import type { Crew } from './crew.ts';
import { replyDeadlineUs, startDeadlineUs } from './deadlines.ts';
import { loopback } from './loopback.ts';
import type { PlannedTrial } from './plan.ts';

interface BackendSurroundings {
  readonly scenario: Scenario;
  /** By backend name. */
  readonly ownChanges: Readonly<Record<string, OwnChanges>>;
}

/** One process for each simulated backend. */
export async function startBackends(
  { seed }: PlannedTrial,
  { scenario: { backends, routes }, ownChanges }: BackendSurroundings,
  crew: Crew,
) {
  const started = await Promise.all(
    backends.map(async (backend) => {
      const child = crew.hire<BackendCalls>(`backend ${backend.name}`, 'backend/backend-process.js');
      const config = backendConfig(backend, { routes, seed, ownChanges: ownChanges[backend.name] });
      const { origin } = await child.call('start', config, startDeadlineUs);
      return { child, name: backend.name, origin };
    }),
  );
  return {
    /** In the order of the scenario's backends. */
    origins: started.map(({ origin }) => origin),
    disturb: async (name: string, trouble: BackendTrouble): Promise<void> => {
      const backend = started.find((each) => each.name === name);
      await backend?.child.call('disturb', trouble, replyDeadlineUs);
    },
    reset: () => Promise.all(started.map(({ child }) => child.call('reset', undefined, replyDeadlineUs))),
    report: () =>
      Promise.all(
        started.map(async ({ child, name }) => ({
          name,
          ...(await child.call('report', undefined, replyDeadlineUs)),
        })),
      ),
  };
}

function backendConfig(
  backend: Backend,
  {
    routes,
    seed,
    ownChanges,
  }: { routes: Scenario['routes']; seed: number; ownChanges: OwnChanges | undefined },
): BackendConfig {
  return {
    ...backend,
    ownChanges,
    host: loopback,
    port: 0,
    seed: deriveSeed(seed, 'backend', backend.name),
    routes: routes
      .filter((route) => route.backend === backend.name)
      .map(({ method, path, headers }) => ({ method, path: path.text, headers })),
  };
}
