import type { FaultSpan } from '../../measure/recovery.ts';
import { nameOfFault } from '../../scenario/name-of-fault.ts';
import type { Fault } from '../../scenario/trouble.ts';
import type { BackendServer } from './backend-server.ts';
import type { EventQueue } from './event-queue.ts';
import { type GatewayNode, restartUs } from './gateway-node.ts';
import type { RedisServer } from './redis-server.ts';

export interface Victims {
  readonly queue: EventQueue;
  readonly backends: ReadonlyMap<string, BackendServer>;
  /** Undefined where the strategy has none: its faults are not felt, and not played. */
  readonly redis: RedisServer | undefined;
  /** Makes each command so much slower. */
  readonly delayRedis: (extraUs: number) => void;
  readonly nodes: readonly GatewayNode[];
  /** The connections of what a gateway has broke. */
  readonly breakRequestsAt: (node: number) => void;
}

type LastingFault = Extract<Fault, { durationUs: number }>;

/** Lets the faults of a scenario happen in the course of one measurement, as experiment/play-faults.ts does. */
export class FaultPlay {
  readonly #victims: Victims;
  readonly #faults: readonly Fault[];
  readonly #spans: { name: string; startUs: number; endUs?: number }[] = [];
  readonly #on = new Set<LastingFault>();

  /** Times count from now on. */
  constructor(victims: Victims, faults: readonly Fault[]) {
    const { queue, redis, nodes } = victims;
    this.#victims = victims;
    this.#faults = faults.filter(
      (fault) =>
        (fault.what !== 'redis' || redis !== undefined) &&
        (fault.what !== 'gateway' || (fault.node ?? 1) <= nodes.length),
    );
    const beganAtUs = queue.nowUs;
    const spanOf = new Map<number, { name: string; startUs: number; endUs?: number }>();
    const start = queue.kind((index) => {
      const fault = this.#faults[index] as Fault;
      const span = { name: nameOfFault(fault, nodes.length), startUs: Math.round(queue.nowUs - beganAtUs) };
      spanOf.set(index, span);
      this.#spans.push(span);
      this.#begin(fault);
      if ('durationUs' in fault) queue.schedule(queue.nowUs + fault.durationUs, end, index);
      else if (fault.what === 'gateway') queue.schedule(queue.nowUs + restartUs, end, index);
    });
    const end = queue.kind((index) => {
      const span = spanOf.get(index);
      if (span !== undefined) span.endUs = Math.round(queue.nowUs - beganAtUs);
      this.#end(this.#faults[index] as Fault);
    });
    for (const [index, { atUs }] of this.#faults.entries()) queue.schedule(beganAtUs + atUs, start, index);
  }

  /** What was played by now; what is still wrong ends at `atUs`. */
  played(atUs: number): FaultSpan[] {
    return this.#spans.map((span, index) => {
      const fault = this.#faults[index] as Fault;
      const lasts = 'durationUs' in fault || fault.what === 'gateway';
      return lasts && span.endUs === undefined ? { ...span, endUs: atUs } : span;
    });
  }

  #begin(fault: Fault): void {
    const { redis, breakRequestsAt } = this.#victims;
    if ('durationUs' in fault) {
      this.#on.add(fault);
      this.#apply(fault);
    } else if (fault.what === 'redis') redis?.flush();
    else {
      for (const [number, node] of this.#restarted(fault)) {
        node.stop();
        breakRequestsAt(number);
      }
    }
  }

  #end(fault: Fault): void {
    if ('durationUs' in fault) {
      this.#on.delete(fault);
      this.#apply(fault);
    } else if (fault.what === 'gateway') for (const [, node] of this.#restarted(fault)) node.start();
  }

  #restarted(fault: Fault): [number, GatewayNode][] {
    const only = fault.what === 'gateway' ? fault.node : undefined;
    return [...this.#victims.nodes.entries()].filter(([number]) => only === undefined || only === number + 1);
  }

  /** All that is wrong with its victim now. */
  #apply(one: LastingFault): void {
    const { redis, backends, delayRedis, nodes } = this.#victims;
    const trouble = { isDown: false, extraDelayUs: 0, errorRatio: 0 };
    for (const fault of this.#on) {
      if (victimOf(fault) !== victimOf(one)) continue;
      if (fault.is === 'down') trouble.isDown = true;
      else if (fault.is === 'slow') trouble.extraDelayUs += fault.byUs;
      else trouble.errorRatio = 1 - (1 - trouble.errorRatio) * (1 - fault.ratio);
    }
    if (one.what === 'backend') backends.get(one.backend)?.disturb(trouble);
    else if (redis !== undefined) {
      const isBack = redis.isDown && !trouble.isDown;
      redis.isDown = trouble.isDown;
      delayRedis(trouble.extraDelayUs);
      if (isBack) for (const node of nodes) node.rejoined();
    }
  }
}

const victimOf = (fault: LastingFault): string =>
  fault.what === 'redis' ? 'redis' : `backend ${fault.backend}`;
