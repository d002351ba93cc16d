/** One state of a resource. */
export interface ResourceVersion {
  /** Counts from 1. */
  readonly number: number;
  /** When it came to be, in ms since 1970. */
  readonly sinceMs: number;
}

/**
 * Every resource has a version, which each write raises. Only resources that were written take memory, so their number
 * is bounded by the key space that writes are drawn from. Dropping some would let versions fall back, and a cache could then
 * pass for fresh what is stale.
 */
export class ResourceVersions {
  readonly #first: ResourceVersion;
  readonly #written = new Map<string, ResourceVersion>();

  constructor(nowMs: number) {
    this.#first = { number: 1, sinceMs: nowMs };
  }

  current(resource: string): ResourceVersion {
    return this.#written.get(resource) ?? this.#first;
  }

  /** The new version. */
  raise(resource: string, nowMs: number): ResourceVersion {
    const raised = { number: this.current(resource).number + 1, sinceMs: nowMs };
    this.#written.set(resource, raised);
    return raised;
  }
}
