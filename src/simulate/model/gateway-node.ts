import type { Measurement } from '../../results/result.ts';
import type { SimulatedCache } from '../cache/simulated-cache.ts';
import type { Fetch } from './fetch.ts';
import { Filling } from './filling.ts';
import { GatewayCounts } from './gateway-counts.ts';
import { before, type GatewayParts } from './gateway-parts.ts';
import { OpenFetches } from './open-fetches.ts';
import { PendingWork } from './pending-work.ts';
import type { Command } from './redis-command.ts';
import { RedisDialogue } from './redis-dialogue.ts';
import { outcomePlaces, type Request } from './request.ts';
import { reuseOf } from './reuse.ts';
import type { RouteFacts } from './route-facts.ts';
import type { Stored } from './stored.ts';

/** How long a gateway is away that is restarted: a process of Node that loads its modules. */
export const restartUs = 400e3;

/**
 * One gateway: what it does with requests, by the rules of gateway/read.ts, gateway/write.ts and gateway/flight/. It decides when it
 * takes something up, and what comes of that happens when the CPU time for it has passed. Its methods give CPU times in µs.
 */
export class GatewayNode {
  readonly #parts: GatewayParts;
  readonly #fetches: OpenFetches;
  readonly #pending = new PendingWork();
  readonly #filling: Filling;
  readonly #dialogue: RedisDialogue;
  readonly #isCaching: boolean;
  readonly #take: number;
  readonly #look: number;
  readonly #answer: number;
  readonly #hear: number;
  #counts = new GatewayCounts();
  #evictionsBefore = 0;
  #isAway = false;

  constructor(parts: GatewayParts) {
    const { process, request, fetches, commands, memory, redis } = parts;
    this.#parts = parts;
    this.#isCaching = memory !== undefined || redis !== undefined;
    this.#fetches = new OpenFetches(parts);
    this.#filling = new Filling(parts, this.#fetches, this.#pending);
    this.#dialogue = new RedisDialogue(parts, this.#fetches, this.#pending, {
      found: (asked, stored, hitUs) => this.#decide(asked, stored, hitUs),
      missed: (asked) => this.#want(asked, undefined),
      call: (fetch) => this.#call(fetch),
    });
    const end = (): void => this.#act();
    this.#take = process.kind({ begin: (id) => this.#enter(request(id)), end });
    this.#look = process.kind({ begin: (id) => this.#lookUp(request(id)), end });
    this.#answer = process.kind({ begin: (id) => this.#receive(fetches.get(id)), end });
    this.#hear = process.kind({ begin: (id) => this.#dialogue.takeReply(commands.get(id)), end });
  }

  /** A request arrives. False: nobody listens. */
  receive(request: Request): boolean {
    if (this.#isAway) return false;
    request.isInside = true;
    this.#parts.process.submit(this.#take, request.id);
    return true;
  }

  /** A backend's answer arrives. */
  answered(fetch: Fetch): void {
    this.#parts.process.submit(this.#answer, fetch.id);
  }

  /** A reply of Redis arrives. */
  replied(command: Command): void {
    if (this.#parts.redis?.hears(command)) this.#parts.process.submit(this.#hear, command.id);
    else this.#parts.commands.end(command);
  }

  /** The deadline of a command has passed. */
  unheard(command: Command): void {
    this.#parts.process.submit(this.#hear, command.id);
  }

  /** A client is gone: a fetch that nobody else waits for is given up. */
  deserted(request: Request): void {
    const fetch = this.#parts.fetches.get(request.fetchId);
    if (fetch.isOver || fetch.requestedAtUs === 0 || fetch.isCancelled) return;
    const passengers = fetch.leader === undefined ? fetch.followers : [fetch.leader, ...fetch.followers];
    if (!passengers.includes(request) || passengers.some(({ isGone }) => !isGone)) return;
    this.#fetches.close(fetch);
    this.#pending.responding.push(...passengers);
    this.#act();
    this.#parts.cancel(fetch);
  }

  /** Another gateway on the same Redis has written a resource, or kept another answer. */
  hearsOf(resource: number, what: 'invalidated' | 'kept'): void {
    if (what === 'invalidated') this.#fetches.invalidate(resource);
    else this.#parts.memory?.invalidate(resource);
  }

  /** It can hear Redis again: what it holds may be out of date. */
  rejoined(): void {
    this.#parts.redis?.forget();
    this.#parts.memory?.clear();
  }

  /** A lease that a fetch has waited for was given back: what it got may be in Redis by now. */
  mayLookAgain(fetch: Fetch): void {
    if (fetch.isCancelled || fetch.isOver) return;
    this.#fetches.close(fetch);
    for (const one of [fetch.leader, ...fetch.followers]) {
      if (one === undefined) continue;
      one.hasWaitedElsewhere = true;
      this.#pending.sendBack(one);
    }
    this.#parts.fetches.end(fetch);
    this.#act();
  }

  /** It ends at once; another takes its place when it is started. */
  stop(): void {
    this.#isAway = true;
    this.#fetches.forget();
    this.#dialogue.forget();
    this.#parts.memory?.clear();
  }

  start(): void {
    this.#isAway = false;
  }

  /** Begins counting anew. */
  reset(): void {
    const { memory, redis } = this.#parts;
    this.#counts = new GatewayCounts();
    this.#evictionsBefore = memory?.evictions ?? 0;
    if (redis !== undefined) redis.storeErrors = 0;
  }

  report(): Measurement['gateways'][number] {
    const { memory, redis } = this.#parts;
    return {
      evictions: (memory?.evictions ?? 0) - this.#evictionsBefore,
      storeErrors: redis?.storeErrors ?? 0,
      forwarded: this.#counts.forwarded,
      ...(memory && { stored: { entries: memory.size, bytes: Math.round(memory.bytes) } }),
      time: this.#counts.time,
    };
  }

  #enter(request: Request): number {
    const { queue, routes, costs } = this.#parts;
    request.enter(queue.nowUs);
    if (this.#isCaching && (routes[request.route] as RouteFacts).isRead) return this.#lookUp(request);
    request.stays('backend', queue.nowUs);
    this.#pending.starting.push(this.#fetches.begin(request, { kind: 'pass', isShared: false }));
    return costs.gateway.forwardUs * before;
  }

  /** Looks for a stored answer, in memory at once, else in Redis. */
  #lookUp(request: Request): number {
    const { memory, redis, costs, queue } = this.#parts;
    const slot = memory?.find(request.resource) ?? -1;
    if (memory !== undefined && slot >= 0) {
      memory.touch(slot);
      const isPlain = this.#parts.settings.earlyRefresh === 0 && !request.hasWaitedElsewhere;
      if (!isPlain || !this.#isFresh(request, memory, slot)) {
        return this.#decide(request, memory.read(slot), costs.gateway.hitUs);
      }
      this.#pending.giveSlot(request, memory, slot, queue.nowUs);
      return costs.gateway.hitUs + (costs.gateway.kibibyteUs * request.bodyBytes) / 1024;
    }
    if (redis === undefined || request.isDoneWithRedis) {
      request.isDoneWithRedis = false;
      return this.#want(request, undefined);
    }
    request.stays('store', queue.nowUs);
    if (!this.#dialogue.awaitsKeep(request)) this.#pending.reading.push(request);
    return (costs.gateway.redisReadUs + costs.gateway.hitUs) * before;
  }

  /** Whether what is stored there answers a request as it is: what most requests find. */
  #isFresh({ route }: Request, memory: SimulatedCache, slot: number): boolean {
    const { caching, isHead } = this.#parts.routes[route] as RouteFacts;
    return !caching.alwaysRevalidate && !isHead && memory.freshUntilUs(slot) > this.#parts.queue.nowUs;
  }

  /** What becomes of a request for which something is stored; `hitUs`: what is left to do if that answers it. */
  #decide(request: Request, stored: Stored, hitUs: number): number {
    const { queue, settings, routes, chance, costs } = this.#parts;
    const route = routes[request.route] as RouteFacts;
    const { earlyRefresh } = settings;
    const time = { nowUs: queue.nowUs, earlyRefresh, chance: earlyRefresh === 0 ? 0 : chance() };
    const reuse = reuseOf(stored, route.caching, time);
    if (reuse === 'none') return this.#want(request, stored);
    const hit = request.hasWaitedElsewhere ? outcomePlaces.collapsed : outcomePlaces.hit;
    this.#pending.give(request, stored, reuse === 'stale' ? outcomePlaces.stale : hit, queue.nowUs);
    if (route.isHead) request.bodyBytes = 0;
    if (reuse !== 'fresh' && !this.#fetches.isOpen(request.resource)) {
      const refresh = { kind: 'fill', isShared: true, stored, isRefresh: true } as const;
      this.#pending.starting.push(this.#fetches.begin(request, refresh));
    }
    return hitUs + (costs.gateway.kibibyteUs * request.bodyBytes) / 1024;
  }

  /** Gets the request its answer from a backend: by a call that is under way, or by a new one. */
  #want(request: Request, stored: Stored | undefined): number {
    const { queue, settings, costs, routes } = this.#parts;
    const route = routes[request.route] as RouteFacts;
    request.stays('backend', queue.nowUs);
    const isShared = settings.collapse && route.isShareable;
    if (isShared && this.#fetches.board(request)) return costs.gateway.joinUs * before;
    const kind = route.isHead ? 'pass' : 'fill';
    this.#pending.starting.push(this.#fetches.begin(request, { kind, isShared, stored }));
    return costs.gateway.forwardUs * before;
  }

  /** What a piece of work has led to happens at its end. */
  #act(): void {
    const { responding, reading, starting, lookingAgain } = this.#pending;
    const { process, queue, respond } = this.#parts;
    for (const request of responding) {
      request.isInside = false;
      if (!request.isGone) this.#counts.answered(request, queue.nowUs);
      respond(request);
    }
    responding.length = 0;
    if (this.#pending.isAnswersOnly) return;
    for (const request of reading.splice(0)) this.#dialogue.read(request);
    for (const fetch of starting.splice(0)) {
      if (fetch.kind === 'pass' || !this.#dialogue.announce(fetch)) this.#call(fetch);
    }
    for (const request of lookingAgain.splice(0)) process.submit(this.#look, request.id);
  }

  #call(fetch: Fetch): void {
    const { queue, call } = this.#parts;
    fetch.requestedAtUs = queue.nowUs;
    fetch.leader?.stays('backend', queue.nowUs);
    this.#counts.forwarded += 1;
    call(fetch);
  }

  /** The answer of a backend is here. */
  #receive(fetch: Fetch): number {
    const { fetches, costs } = this.#parts;
    const { leader } = fetch;
    if (fetch.isCancelled || fetch.epoch !== this.#fetches.epoch) {
      if (leader !== undefined) this.#pending.responding.push(leader);
      this.#pending.responding.push(...fetch.followers);
      fetches.end(fetch);
      return 0;
    }
    const restUs = costs.gateway.forwardUs * (1 - before);
    if (fetch.kind === 'pass' && leader !== undefined) return restUs + this.#pass(fetch, leader);
    const { stored, costUs } = this.#filling.receive(fetch);
    this.#fetches.close(fetch);
    return restUs + costUs + this.#dialogue.keep(fetch, this.#fetches.isOutdated(fetch) ? undefined : stored);
  }

  /** Passes on an answer that is not stored. After a write what was stored is thrown out before the writer hears of it. */
  #pass(fetch: Fetch, leader: Request): number {
    const { routes, fetches, costs, queue } = this.#parts;
    const route = routes[fetch.route] as RouteFacts;
    const isError = fetch.status >= 500 || fetch.status === 0;
    const passed = this.#isCaching && route.isRead ? outcomePlaces.miss : outcomePlaces.bypass;
    leader.stays('gateway', queue.nowUs);
    leader.status = fetch.status === 0 ? 502 : fetch.status;
    leader.outcome = isError ? outcomePlaces.error : passed;
    leader.bodyBytes = route.isHead ? 0 : fetch.bodyBytes;
    leader.writes = fetch.writes;
    leader.changes = fetch.changes;
    fetches.end(fetch);
    if (route.isWrite && !isError && this.#isCaching) {
      this.#fetches.invalidate(leader.resource);
      this.#dialogue.invalidate(leader);
    } else this.#pending.responding.push(leader);
    return ((costs.gateway.kibibyteUs + costs.gateway.forwardKibibyteUs) * leader.bodyBytes) / 1024;
  }
}
