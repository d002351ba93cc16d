import type { Fetch } from './fetch.ts';
import { before, type GatewayParts } from './gateway-parts.ts';
import type { OpenFetches } from './open-fetches.ts';
import type { PendingWork } from './pending-work.ts';
import type { Command } from './redis-command.ts';
import type { Request } from './request.ts';
import type { Stored } from './stored.ts';

/** What a gateway goes on with when Redis has spoken. CPU times in µs. */
export interface Continuations {
  /** Something is stored for the request; `hitUs`: what is left to do if that answers it. */
  found(request: Request, stored: Stored, hitUs: number): number;
  missed(request: Request): number;
  call(fetch: Fetch): void;
}

/** About what a command takes on the wire, beside what is to be kept. */
const commandBytes = 200;

/** To fill takes three pieces of work: hearing that it was announced, sending what is to be kept, hearing that it is. */
const eachPiece = 1 / 3;

/**
 * What one gateway and Redis say to each other: reads, the announcement of a fetch, what it brought, and invalidations, as
 * gateway/store/redis-store.ts and redis-fills.ts have them. A gateway without Redis keeps what it has to keep in memory.
 */
export class RedisDialogue {
  readonly #parts: GatewayParts;
  readonly #fetches: OpenFetches;
  readonly #pending: PendingWork;
  readonly #goOn: Continuations;
  /** By resource, requests that wait until an answer is kept. */
  readonly #keeps = new Map<number, Request[]>();

  constructor(parts: GatewayParts, fetches: OpenFetches, pending: PendingWork, goOn: Continuations) {
    this.#parts = parts;
    this.#fetches = fetches;
    this.#pending = pending;
    this.#goOn = goOn;
  }

  /** Whether an answer for it is being kept, after which it is read. */
  awaitsKeep(request: Request): boolean {
    const waiting = this.#keeps.get(request.resource);
    waiting?.push(request);
    return waiting !== undefined;
  }

  read(request: Request): void {
    if (this.#ask('read', request.resource, { request })) return;
    request.isDoneWithRedis = true;
    this.#pending.lookingAgain.push(request);
    // Whoever cannot be asked now is not waited for.
    request.stays('gateway', this.#parts.queue.nowUs);
  }

  /** Tells that a backend is about to be asked. False: there is no Redis to tell. */
  announce(fetch: Fetch): boolean {
    const isTold = this.#ask('begin', fetch.resource, { fetch });
    if (isTold) fetch.leader?.stays('store', this.#parts.queue.nowUs);
    return isTold;
  }

  /** Keeps what a fetch has brought, or says that there is nothing to keep. */
  keep(fetch: Fetch, stored: Stored | undefined): number {
    const { redis, memory, fetches, costs } = this.#parts;
    const { resource } = fetch;
    if (redis !== undefined) {
      const isTold =
        stored === undefined
          ? fetch.holdsLease && this.#ask('abandon', resource, { fetch })
          : fetch.isAnnounced && this.#ask('keep', resource, { fetch, stored });
      if (isTold) {
        if (stored !== undefined && !this.#keeps.has(resource)) this.#keeps.set(resource, []);
        return costs.gateway.redisFillUs * eachPiece;
      }
    }
    // What Redis was not told is at least known here.
    if (stored !== undefined) memory?.keep(resource, stored);
    fetches.end(fetch);
    return 0;
  }

  /** Throws out what was written, before the writer hears of its success. */
  invalidate(writer: Request): void {
    if (!this.#ask('invalidate', writer.resource, { request: writer })) this.#pending.responding.push(writer);
  }

  /** What Redis has said, or that it has said nothing in time. */
  takeReply(command: Command): number {
    const { commands, costs } = this.#parts;
    const { what, request, fetch } = command;
    const isInTime = command.state === 'heard';
    if (isInTime) commands.end(command);
    if (command.epoch !== this.#fetches.epoch) {
      if (request !== undefined) this.#pending.responding.push(request);
      return 0;
    }
    if (what === 'read') return this.#found(request as Request, isInTime ? command.found : undefined);
    if (what === 'begin') this.#begun(command, fetch as Fetch, isInTime);
    else if (what === 'keep') this.#kept(command, fetch as Fetch, isInTime);
    else if (what === 'abandon') this.#parts.fetches.end(fetch as Fetch);
    else this.#pending.responding.push(request as Request);
    return costs.gateway.redisFillUs * eachPiece;
  }

  /** The process has ended. */
  forget(): void {
    this.#keeps.clear();
  }

  #found(request: Request, stored: Stored | undefined): number {
    const { costs, memory, queue } = this.#parts;
    const { redisReadUs, redisReadKibibyteUs, hitUs, forwardUs } = costs.gateway;
    request.stays('gateway', queue.nowUs);
    if (stored === undefined) {
      // Of what a miss takes, a part was done when the request was taken up.
      const doneUs = Math.min(forwardUs, hitUs) * before;
      return redisReadUs * (1 - before) + this.#goOn.missed(request) - doneUs;
    }
    if (!this.#fetches.wasInvalidatedSince(request.resource, request.arrivedAtUs)) {
      memory?.keep(request.resource, stored);
    }
    const readUs = redisReadUs * (1 - before) + (redisReadKibibyteUs * stored.bodyBytes) / 1024;
    return readUs + this.#goOn.found(request, stored, hitUs * (1 - before));
  }

  /** Where another gateway asks the backend already, its answer is waited for, once. */
  #begun({ isSo }: Command, fetch: Fetch, isInTime: boolean): void {
    fetch.isAnnounced = isInTime;
    if (isInTime && isSo && fetch.mayWait) {
      fetch.leader?.stays('backend', this.#parts.queue.nowUs);
      this.#parts.awaitLease(fetch);
    } else this.#goOn.call(fetch);
  }

  #kept({ resource, stored, isSo }: Command, fetch: Fetch, isInTime: boolean): void {
    // What an invalidation made void is refused; what got lost on the way is at least known here.
    const isRefused = isInTime && !isSo;
    if (stored !== undefined && !isRefused && !this.#fetches.isOutdated(fetch)) {
      this.#parts.memory?.keep(resource, stored);
    }
    this.#pending.reading.push(...(this.#keeps.get(resource) ?? []));
    this.#keeps.delete(resource);
    this.#parts.fetches.end(fetch);
  }

  #ask(
    what: Command['what'],
    resource: number,
    about: { readonly request?: Request; readonly fetch?: Fetch; readonly stored?: Stored },
  ): boolean {
    const { redis, number } = this.#parts;
    if (redis === undefined) return false;
    const { request, fetch, stored } = about;
    const plan = { node: number, what, resource, request, fetch, epoch: this.#fetches.epoch, stored };
    return redis.ask(plan, commandBytes + (stored?.bodyBytes ?? 0)) !== undefined;
  }
}
