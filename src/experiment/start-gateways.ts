import type { GatewayCalls, GatewayConfig } from '../gateway/messages.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Crew } from './crew.ts';
import { gatewayEntry } from './gateway-builds.ts';
import { GatewayNode } from './gateway-node.ts';
import { loopback } from './loopback.ts';
import { coresOfNode, type Pinning } from './pinning.ts';
import type { PlannedTrial } from './plan.ts';

interface GatewaySurroundings {
  readonly scenario: Scenario;
  /** Of the scenario's backends, in their order. */
  readonly origins: readonly string[];
  readonly redis: GatewayConfig['redis'];
  readonly pinning: Pinning | undefined;
}

/** The gateway processes of the trial's strategy. */
export async function startGateways(
  { strategy }: PlannedTrial,
  { scenario, origins, redis, pinning }: GatewaySurroundings,
  crew: Crew,
) {
  const originOf = new Map(scenario.backends.map(({ name }, index) => [name, origins[index] as string]));
  const config: GatewayConfig = {
    mode: strategy.mode,
    host: loopback,
    port: 0,
    routes: scenario.routes.map(({ method, path, backend, key, bypass }) => ({
      method,
      path: path.text,
      origin: originOf.get(backend) as string,
      key,
      bypass,
    })),
    cache: strategy.cache,
    redis,
    upstream: {
      // As many as requests may be under way, which may all be at one node: the gateway itself never makes one wait.
      connections: scenario.load.connections,
      timeoutUs: scenario.load.timeoutUs,
    },
  };
  const nodes = await Promise.all(
    Array.from({ length: strategy.nodes }, async (_, index) => {
      const name = strategy.nodes === 1 ? 'gateway' : `gateway ${index + 1}`;
      const cores = pinning && coresOfNode(pinning, index, strategy.nodes);
      const hire = () => crew.hire<GatewayCalls>(name, gatewayEntry(strategy), { cores });
      const node = new GatewayNode(config, hire);
      await node.start();
      return node;
    }),
  );
  return {
    targets: nodes.map(({ origin }) => origin),
    /** Of each node. */
    restarts: nodes.map((node) => () => node.restart()),
    reset: () => Promise.all(nodes.map((node) => node.reset())),
    report: () => Promise.all(nodes.map(async (node) => ({ name: node.name, ...(await node.report()) }))),
  };
}
