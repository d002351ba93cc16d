import { changeTimes, type OwnChanges } from '../support/change-times.ts';

/** One moment on two clocks. */
export interface Moment {
  /** In ms since 1970. */
  readonly wallMs: number;
  /** On the clock that all processes of the machine share; never goes back. */
  readonly machineUs: number;
}

/** One state of a resource. */
export interface ResourceVersion {
  /** 1 + writes + changes. */
  readonly number: number;
  /** How often it has changed by itself. */
  readonly changes: number;
  /** When it came to be, in ms since 1970. */
  readonly sinceMs: number;
}

interface Resource {
  writes: number;
  changes: number;
  sinceMs: number;
  nextChangeUs: number;
  readonly drawChangeUs: () => number;
}

/**
 * Every resource has a version, which each write raises and, where resources change by themselves, each of their changes.
 * Those that are due are made up for whenever a resource is asked for, so its version is exact at every moment without a timer.
 *
 * Only resources that were written, or asked for where they change by themselves, take memory, so their number
 * is bounded by the key space of the requests. Dropping some would let versions fall back, and a cache could then
 * pass for fresh what is stale.
 */
export class ResourceVersions {
  readonly #startedAtMs: number;
  readonly #ownChanges: OwnChanges | undefined;
  readonly #resources = new Map<string, Resource>();

  constructor(startedAtMs: number, ownChanges?: OwnChanges) {
    this.#startedAtMs = startedAtMs;
    this.#ownChanges = ownChanges;
  }

  current(name: string, now: Moment): ResourceVersion {
    if (this.#ownChanges === undefined && !this.#resources.has(name)) {
      return { number: 1, changes: 0, sinceMs: this.#startedAtMs };
    }
    return versionOf(this.#upToDate(name, now));
  }

  /** The new version. */
  raise(name: string, now: Moment): ResourceVersion {
    const resource = this.#upToDate(name, now);
    resource.writes += 1;
    resource.sinceMs = now.wallMs;
    return versionOf(resource);
  }

  #upToDate(name: string, { wallMs, machineUs }: Moment): Resource {
    const resource = this.#resources.get(name) ?? this.#begin(name);
    while (resource.nextChangeUs <= machineUs) {
      resource.changes += 1;
      resource.sinceMs = wallMs - (machineUs - resource.nextChangeUs) / 1e3;
      resource.nextChangeUs = resource.drawChangeUs();
    }
    return resource;
  }

  #begin(name: string): Resource {
    const drawChangeUs =
      this.#ownChanges === undefined ? () => Number.POSITIVE_INFINITY : changeTimes(this.#ownChanges, name);
    const resource = {
      writes: 0,
      changes: 0,
      sinceMs: this.#startedAtMs,
      nextChangeUs: drawChangeUs(),
      drawChangeUs,
    };
    this.#resources.set(name, resource);
    return resource;
  }
}

function versionOf({ writes, changes, sinceMs }: Resource): ResourceVersion {
  return { number: 1 + writes + changes, changes, sinceMs };
}
