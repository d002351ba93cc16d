import type { Balance } from '../scenario/scenario.ts';
import type { WorkloadRequest } from '../workload/workload.ts';
import type { Answer, Connection, Exchanges, FailedRequest, Order } from './exchanges.ts';
import { NodePool } from './node-pool.ts';
import type { PhaseRecorder } from './phase-recorder.ts';

export interface DispatcherOptions {
  readonly nodes: number;
  readonly balance: Balance;
  /** The most requests under way at once, over all nodes. Each node must be given as many connections. */
  readonly mostUnderWay: number;
  readonly recorder: PhaseRecorder;
}

/** What decides when requests are sent. */
export interface Demand {
  /** False once it will send nothing more. */
  readonly isOpen: boolean;
  /** A request has failed. `restMs`: for how long the server should be left alone, if it can be. */
  failed(restMs: number): void;
  /** There may be room for a request. */
  room(): void;
}

/**
 * Brings requests to nodes as a load balancer does. Each node has a connection for every request that may be under way in
 * all: wherever requests go, none waits because the connections of its node are taken while those of others are not.
 */
export class Dispatcher implements Exchanges {
  readonly #options: DispatcherOptions;
  readonly #pools: readonly NodePool[];
  readonly #connections: Connection[] = [];
  #demand: Demand | undefined;
  /** Connections that have not yet told of themselves. */
  readonly #untried = new Set<Connection>();
  readonly #allTried: () => void;
  /** Resolves when every connection has connected, or failed to. */
  readonly tried: Promise<void>;
  #underWay = 0;
  #assigned = 0;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#pools = Array.from({ length: options.nodes }, () => new NodePool());
    let allTried = () => {};
    this.tried = new Promise((resolve) => {
      allTried = resolve;
    });
    this.#allTried = allTried;
  }

  /** Takes in a new connection, before it tells anything of itself. It is vacant: what it is given waits until it has connected. */
  add(connection: Connection): void {
    this.#connections.push(connection);
    this.#untried.add(connection);
    this.#poolOf(connection.node).put(connection);
  }

  /** From now on the demand is told when requests may be sent. */
  serve(demand: Demand): void {
    this.#demand = demand;
  }

  /** Decides which node a request goes to. To be called in the order in which requests come. */
  assign(request: WorkloadRequest, intendedAtMs?: number): Order {
    const { nodes, balance } = this.#options;
    const node = (balance === 'sticky' ? request.user : this.#assigned) % nodes;
    this.#assigned += 1;
    return { request, node, intendedAtMs };
  }

  /** Whether so many more requests may be under way. */
  hasRoomFor(requests: number): boolean {
    return this.#underWay + requests <= this.#options.mostUnderWay;
  }

  /** Whether a request to that node would be sent at once. */
  isReady(node: number): boolean {
    return this.hasRoomFor(1) && this.#poolOf(node).isReady;
  }

  /** Sends a request; where its node has no connection left, once there is one again. Not to be called without room. */
  send(order: Order): void {
    const connection = this.#poolOf(order.node).take();
    if (connection === undefined) throw new Error(`no connection to node ${order.node} is vacant`);
    this.#underWay += 1;
    connection.send(order);
  }

  /** Gives up what was sent at that time or before. */
  expire(sentBeforeMs: number): void {
    for (const connection of this.#connections) connection.expire(sentBeforeMs);
  }

  /** Closes all connections for good; what is under way stays unfinished. */
  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  get isOpen(): boolean {
    return this.#demand?.isOpen ?? true;
  }

  completed(answer: Answer): void {
    this.#underWay -= 1;
    this.#options.recorder.completed(answer);
  }

  failed(failed: FailedRequest, restMs: number): void {
    this.#underWay -= 1;
    this.#options.recorder.failed(failed);
    this.#demand?.failed(restMs);
  }

  vacant(connection: Connection): void {
    this.#poolOf(connection.node).put(connection);
    if (this.#untried.delete(connection) && this.#untried.size === 0) this.#allTried();
    this.#demand?.room();
  }

  #poolOf(node: number): NodePool {
    return this.#pools[node] as NodePool;
  }
}
