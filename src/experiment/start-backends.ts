import type { BackendCalls, BackendConfig } from '../backend/messages.ts';
import type { Backend, Scenario } from '../scenario/scenario.ts';
import { deriveSeed } from '../support/random.ts';
import type { Crew } from './crew.ts';
import { replyDeadlineUs, startDeadlineUs } from './deadlines.ts';
import { loopback } from './loopback.ts';
import type { PlannedTrial } from './plan.ts';

/** One process for each simulated backend. */
export async function startBackends({ seed }: PlannedTrial, { backends, routes }: Scenario, crew: Crew) {
  const started = await Promise.all(
    backends.map(async (backend) => {
      const child = crew.hire<BackendCalls>(`backend ${backend.name}`, 'backend/backend-process.js');
      const config = backendConfig(backend, { routes, seed });
      const { origin } = await child.call('start', config, startDeadlineUs);
      return { child, name: backend.name, origin };
    }),
  );
  return {
    /** By backend name. */
    origins: new Map(started.map(({ name, origin }) => [name, origin])),
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
  { routes, seed }: { routes: Scenario['routes']; seed: number },
): BackendConfig {
  return {
    ...backend,
    host: loopback,
    port: 0,
    seed: deriveSeed(seed, 'backend', backend.name),
    routes: routes
      .filter((route) => route.backend === backend.name)
      .map(({ method, path, headers }) => ({ method, path: path.text, headers })),
  };
}
