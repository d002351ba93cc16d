import type { Measurement } from '../../results/result.ts';
import { createRandom, deriveSeed } from '../../support/random.ts';
import { resourcesOf } from '../../workload/resources.ts';
import { createCaches } from '../cache/create-caches.ts';
import type { TrialModel } from '../simulated-trial.ts';
import { numberedResources } from '../within-reach.ts';
import { BackendServer } from './backend-server.ts';
import { Clients } from './clients.ts';
import type { Process } from './cores.ts';
import { EventQueue } from './event-queue.ts';
import type { Victims } from './faults.ts';
import { type Fetch, FetchPool } from './fetch.ts';
import { ownChangesOf } from './freshness.ts';
import { GatewayNode } from './gateway-node.ts';
import { layLinks } from './links.ts';
import { costsOn, placeProcesses, type Role } from './machines.ts';
import { Notices } from './notices.ts';
import { RedisClient } from './redis-client.ts';
import { CommandPool } from './redis-command.ts';
import { RedisServer } from './redis-server.ts';
import { type Request, RequestPool } from './request.ts';
import { routeFacts } from './route-facts.ts';

/** Bytes on the wire beside bodies: of a request, and of an answer's header section. */
const requestBytes = 100;
export const headBytes = 350;
/** Of what gateways on one Redis tell each other. */
const noticeBytes = 200;

/** As in gateway/store/leases.ts. */
const longestWaitUs = 5e6;

/** The processes of one trial and what lies between them, wired up. */
export class Deployment {
  readonly queue: EventQueue;
  readonly clients: Clients;
  readonly backends: readonly BackendServer[];
  readonly nodes: readonly GatewayNode[];
  readonly victims: Victims;
  readonly #pool = new RequestPool();
  readonly #processes: { readonly role: Role; readonly name: string; readonly process: Process }[] = [];

  /** `taken`: an answer was taken by its client at that time. */
  constructor(model: TrialModel, taken: (request: Request, atUs: number) => void) {
    const { scenario, strategy, seed, trace, calibration, machines } = model;
    const resources = resourcesOf(scenario, trace);
    const ownChanges = ownChangesOf(scenario, seed);
    const queue = new EventQueue(model.ties);
    this.queue = queue;
    const pool = this.#pool;
    const fetches = new FetchPool();
    const commands = new CommandPool();
    const costs = costsOn(machines, calibration);
    const { hopUs } = costs;
    const links = layLinks(scenario.network, seed);
    const place = placeProcesses(queue, machines, calibration, costs);
    const routes = routeFacts(scenario, strategy);
    const admit = (role: Role, name: string): Process => {
      const process = place(role);
      this.#processes.push({ role, name, process });
      return process;
    };
    const caches = createCaches(model, {
      resources: numberedResources(scenario, trace),
      targetOf: resources.targetOf,
      nowUs: () => queue.nowUs,
    });

    const reachBackend = queue.kind((id) => {
      const fetch = fetches.get(id);
      this.backends[routes[fetch.route]?.backend ?? 0]?.receive(fetch);
    });
    const reachNode = queue.kind((id) => {
      const request = pool.get(id);
      if (request.isGone) pool.give(request);
      else if (!this.nodes[request.node]?.receive(request)) {
        this.clients.broken(request);
        pool.give(request);
      }
    });
    const reachClient = queue.kind((id) => this.clients.answered(pool.get(id)));
    const reachNodeAgain = queue.kind((id) => {
      const fetch = fetches.get(id);
      this.nodes[fetch.node]?.answered(fetch);
    });

    this.clients = new Clients({
      queue,
      process: admit('load', 'load generator'),
      pool,
      load: scenario.load,
      nodes: strategy.nodes,
      balance: strategy.balance,
      costs: costs.load,
      send: (request) =>
        queue.scheduleOrDo(links.client.there.send(requestBytes, queue.nowUs) + hopUs, reachNode, request.id),
      desert: (request) => this.nodes[request.node]?.deserted(request),
      taken,
    });
    this.backends = scenario.backends.map(
      (backend) =>
        new BackendServer(backend, {
          queue,
          fetches,
          process: admit('backend', `backend ${backend.name}`),
          costs: costs.backend,
          seed: deriveSeed(seed, 'backend', backend.name),
          ownChanges: ownChanges.get(backend.name),
          targetOf: resources.targetOf,
          serves: (route) => scenario.backends[routes[route]?.backend ?? -1] === backend,
          isWrite: (route) => routes[route]?.isWrite ?? false,
          answer: (fetch) =>
            queue.schedule(
              links.backend.back.send(headBytes + fetch.bodyBytes, queue.nowUs) + hopUs,
              reachNodeAgain,
              fetch.id,
            ),
        }),
    );

    const waiting = new Map<number, Fetch[]>();
    const lookAgain = queue.kind((resource) => {
      const all = waiting.get(resource) ?? [];
      waiting.delete(resource);
      for (const fetch of all) this.nodes[fetch.node]?.mayLookAgain(fetch);
    });
    const noticeAtUs = (): number => links.redis.back.send(noticeBytes, queue.nowUs) + hopUs;
    const notices = new Notices(queue, ({ from, resource, what }) => {
      for (const [number, node] of this.nodes.entries()) if (number !== from) node.hearsOf(resource, what);
    });
    const redis = caches.redis
      ? new RedisServer({
          queue,
          process: admit('redis', 'Redis'),
          commands,
          cache: caches.redis,
          costs: costs.redis,
          back: links.redis.back,
          hopUs,
          replied: (command) => this.nodes[command.node]?.replied(command),
          notice: (from, resource, what) => {
            if (strategy.nodes > 1) notices.send({ from, resource, what }, noticeAtUs());
          },
          released: (resource) => {
            if (waiting.has(resource)) queue.schedule(noticeAtUs(), lookAgain, resource);
          },
        })
      : undefined;

    this.nodes = Array.from({ length: strategy.nodes }, (_, number) => {
      const client =
        redis &&
        new RedisClient({
          queue,
          commands,
          server: redis,
          there: links.redis.there,
          hopUs,
          deadlineUs: strategy.redis.deadlineUs,
          failed: (command) => this.nodes[number]?.unheard(command),
        });
      return new GatewayNode({
        number,
        queue,
        process: admit('gateway', strategy.nodes === 1 ? 'gateway' : `gateway ${number + 1}`),
        request: (id) => pool.get(id),
        fetches,
        commands,
        routes,
        settings: strategy.cache,
        costs,
        memory: caches.memories[number],
        redis: client,
        chance: createRandom(deriveSeed(seed, 'gateway', number)),
        call: (fetch) =>
          queue.schedule(links.backend.there.send(requestBytes, queue.nowUs) + hopUs, reachBackend, fetch.id),
        cancel: (fetch) => this.backends[routes[fetch.route]?.backend ?? 0]?.cancel(fetch),
        respond: (request) => {
          if (request.isGone) pool.give(request);
          else {
            const atUs = links.client.back.send(headBytes + request.bodyBytes, queue.nowUs) + hopUs;
            queue.scheduleOrDo(atUs, reachClient, request.id);
          }
        },
        awaitLease: (fetch) => {
          const all = waiting.get(fetch.resource);
          if (all === undefined) waiting.set(fetch.resource, [fetch]);
          else all.push(fetch);
          // A lease can be lost, so nobody waits for longer.
          queue.schedule(queue.nowUs + longestWaitUs, lookAgain, fetch.resource);
        },
      });
    });
    this.victims = {
      queue,
      redis,
      backends: new Map(this.backends.map((backend) => [backend.name, backend])),
      delayRedis: (extraUs) => {
        links.redis.there.extraDelayUs = extraUs;
      },
      nodes: this.nodes,
      breakRequestsAt: (node) => {
        for (const request of pool.all)
          if (request.isInside && request.node === node) this.clients.broken(request);
      },
    };
  }

  /** Begins counting anew. */
  reset(): void {
    for (const backend of this.backends) backend.reset();
    for (const node of this.nodes) node.reset();
    for (const { process } of this.#processes) process.cpuUs = 0;
  }

  /** What each process used since then. */
  processes(wallUs: number): Measurement['processes'] {
    return this.#processes.map(({ role, name, process }) => ({
      role,
      name,
      wallUs: Math.round(wallUs),
      cpuUs: Math.round(process.cpuUs),
      eventLoopUtilisation: wallUs === 0 ? 0 : Math.min(1, process.cpuUs / wallUs),
    }));
  }
}
