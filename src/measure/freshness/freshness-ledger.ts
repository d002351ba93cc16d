import { LatencyHistogram } from '../histogram.ts';
import { DueChanges } from './due-changes.ts';
import { VersionLog } from './version-log.ts';

/** A write whose answer has come. */
export interface AcknowledgedWrite<Name> {
  readonly resource: Name;
  /** How many writes the resource had seen then, this one included. */
  readonly writes: number;
  readonly user: number;
  readonly endedAtUs: number;
}

/** A read whose answer has come. */
export interface AnsweredRead<Name> {
  readonly resource: Name;
  /** How many writes, and how many changes by the backend itself, the version in the answer had behind it. */
  readonly writes: number;
  readonly changes: number;
  readonly user: number;
  /** Counts from 0. */
  readonly node: number;
  readonly sentAtUs: number;
  readonly endedAtUs: number;
}

/** Gives the times at which a resource changes by itself, in order, one with each call; undefined for one that never does. */
export type ChangeTimesOf<Name> = (resource: Name) => (() => number) | undefined;

/** What answers said of versions that clients could have known to be newer. */
export interface StalenessReport {
  /** Reads whose version is known. */
  readonly reads: number;
  /** Of them, older than the newest version acknowledged, or made by the backend itself, before the request was sent. */
  readonly stale: number;
  /** For how long, when the request was sent, there had been a newer version; of stale reads, an encoded histogram in µs. */
  readonly age: string;
  /** Reads of what the same user had written before, and those of them that did not see it. */
  readonly ownReads: number;
  readonly ownWritesUnseen: number;
  /** Reads of what another node had answered before, and those of them that were older than that answer. */
  readonly sharedReads: number;
  readonly disagreements: number;
}

/** What is known of one resource; most have little. */
interface Resource {
  readonly changes: DueChanges | undefined;
  /** By numbers of writes. */
  acknowledged: VersionLog | undefined;
  /** Likewise, by user. */
  own: Map<number, VersionLog> | undefined;
  /** What each node has answered, by version; empty where there is only one. */
  readonly answered: (VersionLog | undefined)[];
}

/**
 * Knows which versions of each resource clients had reason to expect when they asked, and judges each read by it: what had
 * been acknowledged, changed or answered before its request was sent. A read that was under way at that time may be
 * answered either way.
 *
 * All times are of one clock; answers are told in the order in which they ended. Memory is taken by resources that were
 * written, change by themselves, or were read from several nodes; by each as much as it has had versions, up to a bound.
 *
 * `Name`: what tells resources apart, their targets or numbers that stand for them.
 */
export class FreshnessLedger<Name extends string | number> {
  readonly #resources = new Map<Name, Resource>();
  readonly #changeTimesOf: ChangeTimesOf<Name>;
  readonly #nodes: number;
  #counts = startCounts();

  constructor({
    nodes,
    changeTimesOf,
  }: { readonly nodes: number; readonly changeTimesOf: ChangeTimesOf<Name> }) {
    this.#nodes = nodes;
    this.#changeTimesOf = changeTimesOf;
  }

  /** Begins counting anew; what is known stays. */
  reset(): void {
    this.#counts = startCounts();
  }

  wrote({ resource: name, writes, user, endedAtUs }: AcknowledgedWrite<Name>): void {
    const resource = this.#resources.get(name) ?? this.#begin(name, this.#changeTimesOf(name));
    resource.acknowledged ??= new VersionLog();
    resource.acknowledged.record(writes, endedAtUs);
    resource.own ??= new Map();
    const own = resource.own.get(user) ?? new VersionLog();
    resource.own.set(user, own);
    own.record(writes, endedAtUs);
  }

  read(read: AnsweredRead<Name>): void {
    this.#counts.reads += 1;
    const resource = this.#resources.get(read.resource) ?? this.#beginIfReadsMatter(read.resource);
    if (resource === undefined) return;
    this.#judgeAge(resource, read);
    this.#judgeOwn(resource, read);
    if (this.#nodes > 1) this.#judgeAgreement(resource, read);
  }

  report(): StalenessReport {
    return { ...this.#counts, age: this.#counts.age.encode() };
  }

  #judgeAge({ acknowledged, changes }: Resource, read: AnsweredRead<Name>): void {
    const newerSinceUs = Math.min(
      acknowledged?.newerSinceUs(read.writes) ?? never,
      changes?.newerSinceUs(read.changes, read.sentAtUs) ?? never,
    );
    if (newerSinceUs > read.sentAtUs) return;
    this.#counts.stale += 1;
    this.#counts.age.record(read.sentAtUs - newerSinceUs);
  }

  #judgeOwn(resource: Resource, { writes, user, sentAtUs }: AnsweredRead<Name>): void {
    const own = resource.own?.get(user);
    if (own === undefined || own.firstKnownUs > sentAtUs) return;
    this.#counts.ownReads += 1;
    if (own.newerSinceUs(writes) <= sentAtUs) this.#counts.ownWritesUnseen += 1;
  }

  #judgeAgreement({ answered }: Resource, read: AnsweredRead<Name>): void {
    const version = read.writes + read.changes;
    let isShared = false;
    let isOlder = false;
    for (const [node, log] of answered.entries()) {
      if (log === undefined || node === read.node || log.firstKnownUs > read.sentAtUs) continue;
      isShared = true;
      isOlder ||= log.newerSinceUs(version) <= read.sentAtUs;
    }
    if (isShared) this.#counts.sharedReads += 1;
    if (isOlder) this.#counts.disagreements += 1;
    const own = answered[read.node] ?? new VersionLog();
    answered[read.node] = own;
    own.record(version, read.endedAtUs);
  }

  /** One that nobody has written, that does not change by itself, and that only one node answers for, is never stale. */
  #beginIfReadsMatter(name: Name): Resource | undefined {
    const drawChangeUs = this.#changeTimesOf(name);
    if (drawChangeUs === undefined && this.#nodes === 1) return undefined;
    return this.#begin(name, drawChangeUs);
  }

  #begin(name: Name, drawChangeUs: (() => number) | undefined): Resource {
    const resource = {
      changes: drawChangeUs && new DueChanges(drawChangeUs),
      acknowledged: undefined,
      own: undefined,
      answered: Array.from({ length: this.#nodes > 1 ? this.#nodes : 0 }, () => undefined),
    };
    this.#resources.set(name, resource);
    return resource;
  }
}

const never = Number.POSITIVE_INFINITY;

function startCounts() {
  return {
    reads: 0,
    stale: 0,
    age: new LatencyHistogram(),
    ownReads: 0,
    ownWritesUnseen: 0,
    sharedReads: 0,
    disagreements: 0,
  };
}
