import type { Fetch } from './fetch.ts';
import type { GatewayParts } from './gateway-parts.ts';
import type { Request } from './request.ts';
import { standsInUntilUs } from './reuse.ts';
import type { RouteFacts } from './route-facts.ts';
import type { Stored } from './stored.ts';

export interface FetchOptions {
  readonly kind: Fetch['kind'];
  readonly isShared: boolean;
  /** What is stored already, which the backend may confirm, or which may stand in for its failure. */
  readonly stored?: Stored | undefined;
  /** Nobody waits for it: the request has its answer. */
  readonly isRefresh?: boolean;
}

/** Nobody waits longer for the answer to another's request; who comes later asks anew. */
const patienceUs = 5e6;

/** The calls to backends that one gateway has under way, and who may wait for their answers. */
export class OpenFetches {
  /** Raised when the gateway is restarted: what was asked for before is forgotten. */
  epoch = 0;
  readonly #parts: GatewayParts;
  /** By resource, the one whose answer others may wait for. */
  readonly #open = new Map<number, Fetch>();
  /** By resource, when it was last invalidated as far as this gateway knows. */
  readonly #invalidatedAtUs = new Map<number, number>();

  constructor(parts: GatewayParts) {
    this.#parts = parts;
  }

  begin(request: Request, { kind, isShared, stored, isRefresh = false }: FetchOptions): Fetch {
    const { fetches, number, routes, queue } = this.#parts;
    const { caching } = routes[request.route] as RouteFacts;
    const fetch = fetches.begin({
      node: number,
      route: request.route,
      resource: request.resource,
      kind,
      askedBodyBytes: request.askedBodyBytes,
      epoch: this.epoch,
      isShared,
      leader: isRefresh ? undefined : request,
      confirms: stored?.status === 200 && caching.hasValidator ? stored : undefined,
      standIn: stored && { stored, untilUs: standsInUntilUs(stored, caching) },
    });
    fetch.beganAtUs = queue.nowUs;
    if (!isRefresh) request.fetchId = fetch.id;
    if (isShared) this.#open.set(request.resource, fetch);
    return fetch;
  }

  isOpen(resource: number): boolean {
    return this.#open.has(resource);
  }

  /** Lets a request wait for an answer that is on its way. False: there is none that it may be given. */
  board(request: Request): boolean {
    const fetch = this.#open.get(request.resource);
    if (fetch === undefined || this.isOutdated(fetch)) return false;
    if (this.#parts.queue.nowUs - fetch.beganAtUs >= patienceUs) return false;
    fetch.board(request);
    request.fetchId = fetch.id;
    return true;
  }

  /** From now on nobody else may wait for its answer. */
  close(fetch: Fetch): void {
    if (this.#open.get(fetch.resource) === fetch) this.#open.delete(fetch.resource);
  }

  /** The resource was written: what is being asked for may be older, and what is in memory is thrown out. */
  invalidate(resource: number): void {
    this.#parts.memory?.invalidate(resource);
    this.#invalidatedAtUs.set(resource, this.#parts.queue.nowUs);
  }

  /** Whether the resource was written since then. */
  wasInvalidatedSince(resource: number, sinceUs: number): boolean {
    if (this.#invalidatedAtUs.size === 0) return false;
    return (this.#invalidatedAtUs.get(resource) ?? -1) >= sinceUs;
  }

  /** Whether its answer is for those only who asked before a write. */
  isOutdated({ resource, beganAtUs }: Fetch): boolean {
    return this.wasInvalidatedSince(resource, beganAtUs);
  }

  /** The process has ended. */
  forget(): void {
    this.epoch += 1;
    this.#open.clear();
    this.#invalidatedAtUs.clear();
  }
}
