import type { BackendCalls, BackendConfig } from '../backend/messages.ts';
import type { GatewayCalls, GatewayConfig } from '../gateway/messages.ts';
import type { LoadCalls } from '../load/messages.ts';
import type { Backend, Scenario } from '../scenario/scenario.ts';
import { deriveSeed } from '../support/random.ts';
import type { Crew } from './crew.ts';
import type { PlannedTrial } from './plan.ts';
import type { RedisKeeperCalls } from './redis-messages.ts';
import type { TrialSetting } from './trial-setting.ts';

const loopback = '127.0.0.1';
const startDeadlineUs = 20e6;
const replyDeadlineUs = 10e6;
/** On top of the time that a phase of load may take: draining, and a machine that is slow. */
const phaseGraceUs = 20e6;

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

/** The Redis of a trial in redis mode: a private server, or the one that the user named. */
export async function startRedis({ strategy }: PlannedTrial, { redis, keyPrefix }: TrialSetting, crew: Crew) {
  if (strategy.mode !== 'redis' || redis === undefined) return undefined;
  const connection = { keyPrefix, deadlineUs: strategy.redis.deadlineUs };
  if (redis.kind === 'named') {
    // What others do to a shared server is not ours to count.
    const nothing = async () => undefined;
    return {
      connection: { url: redis.url, ...connection },
      version: redis.version,
      reset: nothing,
      report: nothing,
    };
  }
  const keeper = crew.hire<RedisKeeperCalls>('Redis', 'experiment/redis-keeper-process.js');
  const { url, version } = await keeper.call(
    'start',
    { executable: redis.executable, maxSizeBytes: strategy.cache.maxSizeBytes },
    startDeadlineUs,
  );
  return {
    connection: { url, ...connection },
    version,
    reset: () => keeper.call('reset', undefined, replyDeadlineUs),
    report: () => keeper.call('report', undefined, replyDeadlineUs),
  };
}

interface GatewaySurroundings {
  readonly scenario: Scenario;
  readonly origins: ReadonlyMap<string, string>;
  readonly redis: GatewayConfig['redis'];
}

/** The gateway processes of the trial's strategy. */
export async function startGateways(
  { strategy }: PlannedTrial,
  { scenario, origins, redis }: GatewaySurroundings,
  crew: Crew,
) {
  const config: GatewayConfig = {
    mode: strategy.mode,
    host: loopback,
    port: 0,
    routes: scenario.routes.map(({ method, path, backend }) => ({
      method,
      path: path.text,
      origin: origins.get(backend) as string,
    })),
    cache: strategy.cache,
    redis,
    upstream: {
      // As many as there are clients: the gateway itself never makes a request wait for a connection.
      connections: Math.ceil(scenario.load.connections / strategy.nodes),
      timeoutUs: scenario.load.timeoutUs,
    },
  };
  const nodes = await Promise.all(
    Array.from({ length: strategy.nodes }, async (_, index) => {
      const name = strategy.nodes === 1 ? 'gateway' : `gateway ${index + 1}`;
      const child = crew.hire<GatewayCalls>(name, 'gateway/gateway-process.js');
      return { child, ...(await child.call('start', config, startDeadlineUs)) };
    }),
  );
  return {
    targets: nodes.map(({ origin }) => origin),
    reset: () => Promise.all(nodes.map(({ child }) => child.call('reset', undefined, replyDeadlineUs))),
    report: () =>
      Promise.all(
        nodes.map(async ({ child }) => ({
          name: child.name,
          ...(await child.call('report', undefined, replyDeadlineUs)),
        })),
      ),
  };
}

type LoadSetting = Pick<TrialSetting, 'scenario' | 'interrupt' | 'onProgress'> & {
  readonly targets: readonly string[];
};

/** The load generator. An interrupt ends the phase that is under way. */
export async function startLoad(
  { seed }: PlannedTrial,
  { scenario, targets, interrupt, onProgress }: LoadSetting,
  crew: Crew,
) {
  const child = crew.hire<LoadCalls>('the load generator', 'load/load-process.js', onProgress);
  await child.call('start', { scenario, seed, targets }, startDeadlineUs);
  const graceUs = scenario.load.timeoutUs + phaseGraceUs;
  const untilInterrupted = async <T>(phase: Promise<T>): Promise<T> => {
    // The phase itself reports what goes wrong with it.
    const halt = () => void child.call('halt', undefined, replyDeadlineUs).catch(() => {});
    interrupt.addEventListener('abort', halt);
    if (interrupt.aborted) halt();
    return phase.finally(() => interrupt.removeEventListener('abort', halt));
  };
  return {
    warmUp: () => untilInterrupted(child.call('warmUp', undefined, scenario.measure.warmupUs + graceUs)),
    measure: () => untilInterrupted(child.call('measure', undefined, scenario.measure.durationUs + graceUs)),
  };
}
