import type { Costs } from '../../results/calibration.ts';
import type { Measurement } from '../../results/result.ts';
import type { CacheSettings } from '../../scenario/scenario.ts';
import type { Random } from '../../support/random.ts';
import type { SimulatedCache } from '../cache/simulated-cache.ts';
import type { Process } from './cores.ts';
import type { EventQueue } from './event-queue.ts';
import type { Fetch, FetchPool } from './fetch.ts';
import { GatewayCounts } from './gateway-counts.ts';
import type { RedisClient } from './redis-client.ts';
import type { Command, CommandPool } from './redis-command.ts';
import { outcomePlaces, type Request } from './request.ts';
import { reuseOf, standsInUntilUs } from './reuse.ts';
import type { RouteFacts } from './route-facts.ts';
import type { Stored } from './stored.ts';

export interface GatewaySurroundings {
  readonly number: number;
  readonly queue: EventQueue;
  readonly process: Process;
  readonly request: (id: number) => Request;
  readonly fetches: FetchPool;
  readonly commands: CommandPool;
  readonly routes: readonly RouteFacts[];
  readonly settings: CacheSettings;
  readonly costs: Costs;
  /** In its own memory; undefined: it stores nothing there. */
  readonly memory: SimulatedCache | undefined;
  /** Undefined: it does not share a Redis. */
  readonly redis: RedisClient | undefined;
  readonly chance: Random;
  /** Sends a call to its backend. */
  readonly call: (fetch: Fetch) => void;
  readonly cancel: (fetch: Fetch) => void;
  /** Sends an answer to its client. */
  readonly respond: (request: Request) => void;
  /** Waits until another gateway has given the lease on a resource back. */
  readonly awaitLease: (fetch: Fetch) => void;
}

/** How long a gateway is away that is restarted: a process of Node that loads its modules. */
export const restartUs = 400e3;

/** Parts of what a request costs that come before the wait for somebody else. */
const before = 1 / 2;

/**
 * One gateway: what it does with requests, by the rules of gateway/read.ts, gateway/write.ts and gateway/flight/. It decides when it
 * takes something up, and what comes of that happens when the CPU time for it has passed.
 */
export class GatewayNode {
  counts = new GatewayCounts();
  #evictionsBefore = 0;
  readonly memory: SimulatedCache | undefined;
  readonly redis: RedisClient | undefined;
  readonly #around: GatewaySurroundings;
  readonly #isCaching: boolean;
  readonly #take: number;
  readonly #look: number;
  readonly #answer: number;
  readonly #hear: number;
  /** By resource, the fetch whose answer others may wait for. */
  readonly #open = new Map<number, Fetch>();
  /** By resource, requests that wait until an answer is kept in Redis. */
  readonly #keeps = new Map<number, Request[]>();
  /** By resource, when it was last invalidated here. */
  readonly #invalidatedAtUs = new Map<number, number>();
  /** What is to be done at the end of the piece of work under way. */
  readonly #responding: Request[] = [];
  readonly #starting: Fetch[] = [];
  readonly #reading: Request[] = [];
  readonly #lookingAgain: Request[] = [];
  #isAway = false;
  #epoch = 0;

  constructor(around: GatewaySurroundings) {
    this.#around = around;
    this.memory = around.memory;
    this.redis = around.redis;
    this.#isCaching = around.memory !== undefined || around.redis !== undefined;
    const { process, request, fetches, commands } = around;
    const end = (): void => this.#act();
    this.#take = process.kind({ begin: (id) => this.#enter(request(id)), end });
    this.#look = process.kind({ begin: (id) => this.#lookUp(request(id)), end });
    this.#answer = process.kind({ begin: (id) => this.#receive(fetches.get(id)), end });
    this.#hear = process.kind({ begin: (id) => this.#takeReply(commands.get(id)), end });
  }

  /** A request arrives. False: nobody listens. */
  receive(request: Request): boolean {
    if (this.#isAway) return false;
    request.isInside = true;
    this.#around.process.submit(this.#take, request.id);
    return true;
  }

  /** A backend's answer arrives. */
  answered(fetch: Fetch): void {
    this.#around.process.submit(this.#answer, fetch.id);
  }

  /** A reply of Redis arrives, or its deadline has passed. */
  heard(command: Command): void {
    this.#around.process.submit(this.#hear, command.id);
  }

  /** A client is gone: a fetch that nobody else waits for is given up. */
  deserted(request: Request): void {
    const fetch = this.#around.fetches.find(request.fetchId);
    if (fetch === undefined || fetch.requestedAtUs === 0 || fetch.isCancelled) return;
    const passengers = fetch.leader === undefined ? fetch.followers : [fetch.leader, ...fetch.followers];
    if (!passengers.includes(request) || passengers.some(({ isGone }) => !isGone)) return;
    this.#close(fetch);
    this.#responding.push(...passengers);
    this.#act();
    this.#around.cancel(fetch);
  }

  /** Another gateway on the same Redis has written a resource, or kept another answer. */
  hearsOf(resource: number, what: 'invalidated' | 'kept'): void {
    this.memory?.invalidate(resource);
    if (what === 'invalidated') this.#invalidatedAtUs.set(resource, this.#around.queue.nowUs);
  }

  /** It can hear Redis again: what it holds may be out of date. */
  rejoined(): void {
    this.redis?.forget();
    this.memory?.clear();
  }

  /** A lease that a fetch has waited for was given back. */
  mayLookAgain(fetch: Fetch): void {
    if (fetch.isCancelled || fetch.isOver) return;
    this.#close(fetch);
    this.#sendBack(fetch);
    this.#around.fetches.end(fetch);
    this.#act();
  }

  /** It ends at once; another takes its place after `restartUs`. */
  stop(): void {
    this.#isAway = true;
    this.#epoch += 1;
    this.#open.clear();
    this.#keeps.clear();
    this.memory?.clear();
  }

  start(): void {
    this.#isAway = false;
  }

  /** Begins counting anew. */
  reset(): void {
    this.counts = new GatewayCounts();
    this.#evictionsBefore = this.memory?.evictions ?? 0;
    if (this.redis !== undefined) this.redis.storeErrors = 0;
  }

  report(): Measurement['gateways'][number] {
    const { memory, counts } = this;
    return {
      evictions: (memory?.evictions ?? 0) - this.#evictionsBefore,
      storeErrors: this.redis?.storeErrors ?? 0,
      forwarded: counts.forwarded,
      ...(memory && { stored: { entries: memory.size, bytes: Math.round(memory.weight) } }),
      time: counts.time,
    };
  }

  #enter(request: Request): number {
    request.enter(this.#around.queue.nowUs);
    const { routes, costs } = this.#around;
    const route = routes[request.route] as RouteFacts;
    if (this.#isCaching && route.isRead) return this.#lookUp(request);
    this.#starting.push(this.#begin(request, { kind: 'pass', isShared: false }));
    return costs.gateway.forwardUs * before;
  }

  /** Looks for a stored answer where it can without waiting. */
  #lookUp(request: Request): number {
    const { memory, redis, costs } = this.#around;
    const slot = memory?.find(request.resource) ?? -1;
    if (memory !== undefined && slot >= 0) {
      const stored = memory.read(slot);
      const cost = this.#decide(request, stored, costs.gateway.hitUs);
      if (request.status > 0) memory.touch(slot);
      return cost;
    }
    if (redis === undefined || request.isDoneWithRedis) {
      request.isDoneWithRedis = false;
      return this.#want(request, undefined);
    }
    const keep = this.#keeps.get(request.resource);
    request.stays('store', this.#around.queue.nowUs);
    if (keep === undefined) this.#reading.push(request);
    else keep.push(request);
    return (costs.gateway.redisReadUs + costs.gateway.hitUs) * before;
  }

  /** What becomes of a request for which something is stored; `hitUs`: what is left to do if that answers it. */
  #decide(request: Request, stored: Stored, hitUs: number): number {
    const { queue, settings, routes, chance } = this.#around;
    const route = routes[request.route] as RouteFacts;
    const { earlyRefresh } = settings;
    const drawn = earlyRefresh === 0 ? 0 : chance();
    request.status = 0;
    const reuse = reuseOf(stored, route.caching, { nowUs: queue.nowUs, earlyRefresh, chance: drawn });
    if (reuse === 'none') return this.#want(request, stored);
    this.#give(request, stored, reuse === 'stale' ? 'stale' : 'hit');
    if (reuse !== 'fresh' && !this.#open.has(request.resource)) {
      const refresh = this.#begin(request, { kind: 'fill', isShared: true, stored, isRefresh: true });
      this.#open.set(request.resource, refresh);
      this.#starting.push(refresh);
    }
    return hitUs + this.#bodyUs(stored.bodyBytes);
  }

  /** Gets the request its answer from a backend: by a call that is under way, or by a new one. */
  #want(request: Request, stored: Stored | undefined): number {
    const { queue, settings, costs, routes } = this.#around;
    const route = routes[request.route] as RouteFacts;
    request.stays('backend', queue.nowUs);
    const isShared = settings.collapse && route.isShareable && !route.isHead;
    const open = isShared ? this.#open.get(request.resource) : undefined;
    if (open !== undefined && !this.#isOutdated(open) && queue.nowUs - open.beganAtUs < patienceUs) {
      open.followers.push(request);
      request.fetchId = open.id;
      return costs.gateway.joinUs * before;
    }
    const fetch = this.#begin(request, { kind: route.isHead ? 'pass' : 'fill', isShared, stored });
    if (isShared) this.#open.set(request.resource, fetch);
    this.#starting.push(fetch);
    return costs.gateway.forwardUs * before;
  }

  #begin(request: Request, { kind, isShared, stored, isRefresh = false }: BeginOptions): Fetch {
    const { fetches, number, routes, queue } = this.#around;
    const route = routes[request.route] as RouteFacts;
    const fetch = fetches.begin({
      node: number,
      route: request.route,
      resource: request.resource,
      kind,
      askedBodyBytes: request.askedBodyBytes,
      epoch: this.#epoch,
      isShared,
      leader: isRefresh ? undefined : request,
      confirms:
        stored !== undefined && stored.status === 200 && route.caching.hasValidator ? stored : undefined,
      standIn:
        stored === undefined
          ? undefined
          : {
              writes: stored.writes,
              changes: stored.changes,
              bodyBytes: stored.bodyBytes,
              untilUs: standsInUntilUs(stored, route.caching),
            },
    });
    fetch.confirmedBytes = stored?.bodyBytes ?? 0;
    if (!isRefresh) request.fetchId = fetch.id;
    fetch.beganAtUs = queue.nowUs;
    return fetch;
  }

  /** What a piece of work has led to happens at its end. */
  #act(): void {
    for (const request of this.#responding.splice(0)) {
      request.isInside = false;
      if (!request.isGone) this.counts.answered(request, this.#around.queue.nowUs);
      this.#around.respond(request);
    }
    for (const request of this.#reading.splice(0)) this.#read(request);
    for (const fetch of this.#starting.splice(0)) this.#start(fetch);
    for (const request of this.#lookingAgain.splice(0)) {
      this.#around.process.submit(this.#look, request.id);
    }
  }

  #read(request: Request): void {
    const { resource } = request;
    if (this.#ask('read', resource, { request })) return;
    request.isDoneWithRedis = true;
    this.#lookingAgain.push(request);
  }

  /** Announces the fetch to Redis, where there is one, and asks the backend. */
  #start(fetch: Fetch): void {
    if (fetch.kind === 'pass' || !this.#ask('begin', fetch.resource, { fetch })) this.#call(fetch);
    else if (fetch.leader !== undefined) fetch.leader.stays('store', this.#around.queue.nowUs);
  }

  #call(fetch: Fetch): void {
    const { queue, call } = this.#around;
    fetch.requestedAtUs = queue.nowUs;
    fetch.leader?.stays('backend', queue.nowUs);
    this.counts.forwarded += 1;
    call(fetch);
  }

  /** The answer of a backend is here. */
  #receive(fetch: Fetch): number {
    const { fetches, costs, queue } = this.#around;
    if (fetch.isCancelled || fetch.epoch !== this.#epoch) {
      for (const one of [fetch.leader, ...fetch.followers]) if (one !== undefined) this.#responding.push(one);
      fetches.end(fetch);
      return 0;
    }
    const forwardUs = costs.gateway.forwardUs * (1 - before);
    const { leader } = fetch;
    leader?.stays('gateway', queue.nowUs);
    if (fetch.kind === 'pass') return forwardUs + this.#pass(fetch, leader as Request);
    return forwardUs + this.#fill(fetch);
  }

  #pass(fetch: Fetch, leader: Request): number {
    const { routes, fetches } = this.#around;
    const route = routes[fetch.route] as RouteFacts;
    answerWith(
      leader,
      fetch,
      fetch.status >= 500 || fetch.status === 0 ? 'error' : route.isRead ? 'miss' : 'bypass',
    );
    if (!this.#isCaching)
      leader.outcome = fetch.status >= 500 || fetch.status === 0 ? outcomePlaces.error : outcomePlaces.bypass;
    const bodyBytes = route.isHead ? 0 : fetch.bodyBytes;
    leader.bodyBytes = bodyBytes;
    const isWritten = route.isWrite && fetch.status >= 200 && fetch.status < 400;
    fetches.end(fetch);
    if (!(isWritten && this.#isCaching)) this.#responding.push(leader);
    else this.#invalidate(leader);
    return this.#bodyUs(bodyBytes) + (this.#around.costs.gateway.forwardKibibyteUs * bodyBytes) / 1024;
  }

  /** What was written is no longer served here before the writer hears of its success. */
  #invalidate(writer: Request): void {
    const { resource } = writer;
    this.memory?.invalidate(resource);
    this.#invalidatedAtUs.set(resource, this.#around.queue.nowUs);
    if (!this.#ask('invalidate', resource, { request: writer })) this.#responding.push(writer);
  }

  #fill(fetch: Fetch): number {
    if (fetch.status === 0) return this.#fail(fetch);
    if (fetch.status === 500 && this.#standIn(fetch)) return this.#endFill(fetch, undefined);
    const { routes, settings, costs, queue, chance } = this.#around;
    const route = routes[fetch.route] as RouteFacts;
    const isConfirmed = fetch.status === 304;
    const status = isConfirmed ? 200 : fetch.status;
    const bodyBytes = isConfirmed ? fetch.confirmedBytes : fetch.bodyBytes;
    const caching = status >= 500 ? route.caching.error : route.caching;
    const fetchUs = queue.nowUs - fetch.requestedAtUs;
    const isKept = caching.storable && bodyBytes <= settings.maxBodyBytes;
    const jitter = settings.ttlJitter === 0 ? 0 : settings.ttlJitter * chance();
    const lifetimeUs = caching.lifetimeUs - Math.max(0, caching.lifetimeUs - fetchUs) * jitter;
    const version = isConfirmed ? (fetch.confirms as NonNullable<Fetch['confirms']>) : fetch;
    const stored: Stored = {
      bornAtUs: fetch.requestedAtUs,
      lifetimeUs,
      usefulUntilUs: queue.nowUs + caching.usefulForUs - (caching.lifetimeUs - lifetimeUs),
      status,
      bodyBytes,
      writes: version.writes,
      changes: version.changes,
      fetchUs,
    };
    const kibibytes = fetch.bodyBytes / 1024;
    let costUs = costs.gateway.forwardKibibyteUs * kibibytes;
    if (isKept && this.memory !== undefined)
      costUs += costs.gateway.storeUs + costs.gateway.storeKibibyteUs * kibibytes;
    if (isKept && this.redis !== undefined) costUs += costs.gateway.redisFillKibibyteUs * kibibytes;
    if (fetch.leader !== undefined) {
      this.#give(fetch.leader, stored, isConfirmed ? 'revalidated' : 'miss');
      costUs += this.#bodyUs(bodyBytes);
    }
    const isShareable =
      isKept && reuseOf(stored, route.caching, { nowUs: queue.nowUs, earlyRefresh: 0, chance: 0 }) !== 'none';
    for (const follower of fetch.followers) {
      if (isShareable) {
        this.#give(follower, stored, 'collapsed');
        costUs += costs.gateway.joinUs * (1 - before) + this.#bodyUs(bodyBytes);
      } else costUs += this.#alone(follower);
    }
    return costUs + this.#endFill(fetch, isKept ? stored : undefined);
  }

  /** RFC 5861 §4. Whether what is stale may answer in place of an error. */
  #standIn(fetch: Fetch): boolean {
    const { standIn } = fetch;
    if (standIn === undefined || standIn.untilUs < this.#around.queue.nowUs) return false;
    const stored = { ...standIn, status: 200, bornAtUs: 0, lifetimeUs: 0, usefulUntilUs: 0, fetchUs: 0 };
    for (const one of [fetch.leader, ...fetch.followers])
      if (one !== undefined) this.#give(one, stored, 'miss');
    return true;
  }

  /** The backend gave no answer. Followers try once more together. */
  #fail(fetch: Fetch): number {
    if (!this.#standIn(fetch)) {
      if (fetch.leader !== undefined) this.#refuse(fetch.leader);
      for (const follower of fetch.followers) {
        if (follower.disappointments === 0) this.#disappoint(follower);
        else this.#refuse(follower);
      }
    }
    return this.#endFill(fetch, undefined);
  }

  #refuse(request: Request): void {
    request.status = 502;
    request.bodyBytes = 0;
    request.outcome = outcomePlaces.error;
    this.#responding.push(request);
  }

  #alone(follower: Request): number {
    follower.stays('backend', this.#around.queue.nowUs);
    this.#starting.push(this.#begin(follower, { kind: 'fill', isShared: false }));
    return this.#around.costs.gateway.forwardUs * before;
  }

  #sendBack(fetch: Fetch): void {
    for (const one of [fetch.leader, ...fetch.followers]) {
      if (one === undefined) continue;
      one.hasWaitedElsewhere = true;
      this.#disappoint(one);
    }
  }

  #disappoint(request: Request): void {
    request.disappointments += 1;
    this.#lookingAgain.push(request);
  }

  /** Keeps what is to be kept, unless it is out of date by now. */
  #endFill(fetch: Fetch, stored: Stored | undefined): number {
    const { costs } = this.#around;
    this.#close(fetch);
    const isKept = stored !== undefined && !this.#isOutdated(fetch);
    if (this.redis === undefined) {
      if (isKept) this.memory?.keep(fetch.resource, stored);
      this.#around.fetches.end(fetch);
      return 0;
    }
    const isAsked = isKept
      ? this.#ask('keep', fetch.resource, { fetch, stored })
      : fetch.holdsLease && this.#ask('abandon', fetch.resource, { fetch });
    if (!isAsked) {
      // Redis was not told: this gateway goes on with what it has.
      if (isKept && !fetch.holdsLease) this.memory?.keep(fetch.resource, stored);
      this.#around.fetches.end(fetch);
      return 0;
    }
    if (isKept) this.#keeps.set(fetch.resource, this.#keeps.get(fetch.resource) ?? []);
    return costs.gateway.redisFillUs / 4;
  }

  #close(fetch: Fetch): void {
    if (this.#open.get(fetch.resource) === fetch) this.#open.delete(fetch.resource);
  }

  #isOutdated({ resource, beganAtUs }: Fetch): boolean {
    if (this.#invalidatedAtUs.size === 0) return false;
    return (this.#invalidatedAtUs.get(resource) ?? -1) >= beganAtUs;
  }

  #ask(
    what: Command['what'],
    resource: number,
    about: { readonly request?: Request; readonly fetch?: Fetch; readonly stored?: Stored },
  ): boolean {
    const { request, fetch, stored } = about;
    const plan = { node: this.#around.number, what, resource, request, fetch, epoch: this.#epoch, stored };
    return this.redis?.ask(plan, commandBytes + (stored?.bodyBytes ?? 0)) !== undefined;
  }

  /** What Redis has said, or that it has said nothing in time. */
  #takeReply(command: Command): number {
    const { commands, costs } = this.#around;
    const { what, request, fetch } = command;
    const isInTime = command.state === 'heard';
    if (isInTime) commands.end(command);
    if (command.epoch !== this.#epoch) {
      if (request !== undefined) this.#responding.push(request);
      return 0;
    }
    const { redisReadUs, redisFillUs, hitUs, forwardUs } = costs.gateway;
    if (what === 'read') {
      const asked = request as Request;
      asked.stays('gateway', this.#around.queue.nowUs);
      const found = isInTime ? command.found : undefined;
      if (found === undefined) {
        return redisReadUs * before + this.#want(asked, undefined) - Math.min(forwardUs, hitUs) * before;
      }
      if (!this.#isOutdatedAt(asked.resource, asked.arrivedAtUs)) this.memory?.keep(asked.resource, found);
      const bodyUs = (costs.gateway.redisReadKibibyteUs * found.bodyBytes) / 1024;
      return redisReadUs * before + bodyUs + this.#decide(asked, found, hitUs * before);
    }
    if (what === 'begin') {
      const begun = fetch as Fetch;
      if (isInTime && command.isSo && (begun.leader?.disappointments ?? 0) === 0 && begun.isShared) {
        begun.leader?.stays('backend', this.#around.queue.nowUs);
        this.#around.awaitLease(begun);
      } else this.#call(begun);
    } else if (what === 'keep') this.#kept(command, isInTime);
    else if (what === 'invalidate') this.#responding.push(request as Request);
    return redisFillUs / 4;
  }

  #kept({ resource, fetch, stored, isSo }: Command, isInTime: boolean): void {
    const kept = fetch as Fetch;
    // Refused is what an invalidation made void; what is lost is at least known here.
    const isRefused = isInTime && !isSo;
    if (!isRefused && stored !== undefined && !this.#isOutdated(kept)) this.memory?.keep(resource, stored);
    for (const waiting of this.#keeps.get(resource) ?? []) this.#reading.push(waiting);
    this.#keeps.delete(resource);
    this.#around.fetches.end(kept);
  }

  #isOutdatedAt(resource: number, sinceUs: number): boolean {
    return (this.#invalidatedAtUs.get(resource) ?? -1) >= sinceUs;
  }

  #give(request: Request, stored: Stored, outcome: keyof typeof outcomePlaces): void {
    const isWaited = outcome === 'hit' && request.hasWaitedElsewhere;
    request.status = stored.status;
    request.bodyBytes = (this.#around.routes[request.route] as RouteFacts).isHead ? 0 : stored.bodyBytes;
    request.writes = stored.writes;
    request.changes = stored.changes;
    request.outcome = outcomePlaces[stored.status >= 500 ? 'error' : isWaited ? 'collapsed' : outcome];
    request.stays('gateway', this.#around.queue.nowUs);
    this.#responding.push(request);
  }

  #bodyUs(bodyBytes: number): number {
    return (this.#around.costs.gateway.kibibyteUs * bodyBytes) / 1024;
  }
}

interface BeginOptions {
  readonly kind: Fetch['kind'];
  readonly isShared: boolean;
  readonly stored?: Stored | undefined;
  readonly isRefresh?: boolean;
}

/** Nobody waits longer for the answer to another's request; who comes later asks anew. */
const patienceUs = 5e6;
/** About what a command takes on the wire, beside what is to be kept. */
const commandBytes = 200;

function answerWith(request: Request, fetch: Fetch, outcome: keyof typeof outcomePlaces): void {
  request.status = fetch.status === 0 ? 502 : fetch.status;
  request.bodyBytes = fetch.bodyBytes;
  request.writes = fetch.writes;
  request.changes = fetch.changes;
  request.outcome = outcomePlaces[outcome];
}
