import { changeTimes, type OwnChanges } from '../../support/change-times.ts';

interface OwnVersions {
  changes: number;
  lastUs: number;
  nextUs: number;
  readonly drawUs: () => number;
}

/** What the resources of one backend are: how often each was written, and how often it has changed by itself. */
export class ResourceVersions {
  readonly #writes = new Map<number, number>();
  readonly #writtenAtUs = new Map<number, number>();
  readonly #own = new Map<number, OwnVersions>();
  readonly #ownChanges: OwnChanges | undefined;
  readonly #targetOf: (resource: number) => string;

  /** `targetOf` names a resource as its backend knows it, on which the times of its own changes depend. */
  constructor(ownChanges: OwnChanges | undefined, targetOf: (resource: number) => string) {
    this.#ownChanges = ownChanges;
    this.#targetOf = targetOf;
  }

  writesOf(resource: number): number {
    return this.#writes.size === 0 ? 0 : (this.#writes.get(resource) ?? 0);
  }

  /** The number of writes, this one included. */
  write(resource: number, nowUs: number): number {
    this.#writtenAtUs.set(resource, nowUs);
    const writes = this.writesOf(resource) + 1;
    this.#writes.set(resource, writes);
    return writes;
  }

  /** How often it has changed by itself by now. */
  changesOf(resource: number, nowUs: number): number {
    if (this.#ownChanges === undefined) return 0;
    const own = this.#own.get(resource) ?? this.#begin(resource, this.#ownChanges);
    while (own.nextUs <= nowUs) {
      own.changes += 1;
      own.lastUs = own.nextUs;
      own.nextUs = own.drawUs();
    }
    return own.changes;
  }

  /** When it became what it is, as far as `changesOf` has looked; 0: it has been that from the start. */
  changedAtUs(resource: number): number {
    return Math.max(this.#writtenAtUs.get(resource) ?? 0, this.#own.get(resource)?.lastUs ?? 0);
  }

  #begin(resource: number, ownChanges: OwnChanges): OwnVersions {
    const drawUs = changeTimes(ownChanges, this.#targetOf(resource));
    const own = { changes: 0, lastUs: 0, nextUs: drawUs(), drawUs };
    this.#own.set(resource, own);
    return own;
  }
}
