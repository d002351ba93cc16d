import type { Costs } from '../../results/calibration.ts';
import type { Line } from '../../support/line.ts';
import type { RedisCache } from '../cache/redis-cache.ts';
import type { Process } from './cores.ts';
import type { EventQueue } from './event-queue.ts';
import type { Fetch } from './fetch.ts';
import type { Command, CommandPool } from './redis-command.ts';

export interface RedisSurroundings {
  readonly queue: EventQueue;
  readonly process: Process;
  readonly commands: CommandPool;
  readonly cache: RedisCache;
  readonly costs: Costs['redis'];
  readonly back: Line;
  readonly hopUs: number;
  /** The reply has reached its gateway. */
  readonly replied: (command: Command) => void;
  /** A notice to all gateways but the one that caused it: the resource was invalidated, or another answer was kept. */
  readonly notice: (from: number, resource: number, what: 'invalidated' | 'kept') => void;
  /** The lease on a resource was given back: those that wait for it may look again. */
  readonly released: (resource: number) => void;
}

/** The server that gateways share: one command after the other, each as long as it was calibrated. */
export class RedisServer {
  readonly #around: RedisSurroundings;
  readonly #execute: number;
  readonly #replied: number;
  /** By resource, the fetch for which a gateway asks a backend. */
  readonly #leases = new Map<number, Fetch>();
  /** By resource, how often it was invalidated. */
  readonly #fences = new Map<number, number>();
  isDown = false;

  constructor(around: RedisSurroundings) {
    this.#around = around;
    const { queue, process, commands } = around;
    this.#execute = process.kind({
      begin: (id) => this.#costOf(commands.get(id)),
      end: (id) => this.#run(commands.get(id)),
    });
    this.#replied = queue.kind((id) => around.replied(commands.get(id)));
  }

  /** A command arrives. What arrives at a server that is down is lost. */
  receive(command: Command): void {
    if (!this.isDown) this.#around.process.submit(this.#execute, command.id);
  }

  flush(): void {
    this.#around.cache.clear();
    this.#leases.clear();
    this.#fences.clear();
  }

  #costOf({ what, resource, stored }: Command): number {
    const { costs, cache } = this.#around;
    if (what === 'read') {
      const slot = cache.find(resource);
      return costs.readUs + (slot < 0 ? 0 : (costs.kibibyteUs * cache.bodyBytes(slot)) / 1024);
    }
    return costs.fillUs / 2 + (costs.fillKibibyteUs * (stored?.bodyBytes ?? 0)) / 1024;
  }

  #run(command: Command): void {
    const { cache, queue, back, hopUs } = this.#around;
    const { what, resource } = command;
    let bytes = 50;
    if (what === 'read') {
      const slot = cache.find(resource);
      command.found = slot < 0 ? undefined : cache.read(slot);
      if (slot >= 0) cache.touch(slot);
      bytes += command.found?.bodyBytes ?? 0;
    } else if (what === 'begin') this.#begin(command);
    else if (what === 'keep') this.#keep(command);
    else if (what === 'abandon') this.#release(command.fetch as Fetch);
    else {
      cache.invalidate(resource);
      this.#fences.set(resource, (this.#fences.get(resource) ?? 0) + 1);
      this.#around.notice(command.node, resource, 'invalidated');
    }
    queue.schedule(back.send(bytes, queue.nowUs) + hopUs, this.#replied, command.id);
  }

  /** Takes note of what has been invalidated by now, and lends the right to ask to one gateway. */
  #begin(command: Command): void {
    const { resource } = command;
    const fetch = command.fetch as Fetch;
    this.#around.cache.raiseFence(resource);
    fetch.fence = this.#fences.get(resource) ?? 0;
    if (!fetch.isShared) return;
    const holder = this.#leases.get(resource);
    const isHeld =
      holder !== undefined && !holder.isOver && holder.holdsLease && holder.resource === resource;
    command.isSo = isHeld && holder.fence === fetch.fence;
    if (isHeld && command.isSo) {
      if (fetch.mayWait) holder.isAwaited = true;
      return;
    }
    this.#leases.set(resource, fetch);
    fetch.holdsLease = true;
  }

  /** Unless the resource was invalidated since it was asked for. Others are told where they wait, or may have what was overwritten. */
  #keep(command: Command): void {
    const { cache, notice } = this.#around;
    const { resource, stored, node } = command;
    const fetch = command.fetch as Fetch;
    const isUnchanged = (this.#fences.get(resource) ?? 0) === fetch.fence && cache.hasFence(resource);
    command.isSo = stored !== undefined && isUnchanged;
    const isReplaced = command.isSo && cache.find(resource) >= 0;
    if (command.isSo && stored !== undefined) cache.keep(resource, stored);
    if (fetch.isAwaited || isReplaced) notice(node, resource, 'kept');
    this.#release(fetch);
  }

  #release(fetch: Fetch): void {
    if (this.#leases.get(fetch.resource) !== fetch) return;
    this.#leases.delete(fetch.resource);
    this.#around.released(fetch.resource);
  }
}
