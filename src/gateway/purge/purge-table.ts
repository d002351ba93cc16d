import type { StoredResponse } from '../http-cache/stored-response.ts';

/** So many purged names are remembered apart. */
export const mostPurgedNames = 10_000;

/** Names that a purge can give; `Purge.names` is made of them. */
export const everythingName = 'all';
export const keyName = (key: string): string => `key:${key}`;
export const tagName = (tag: string): string => `tag:${tag}`;
/** `url`: the beginning of URLs, as `http://127.0.0.1:40001/products/`. */
export const prefixName = (url: string): string => `url:${url}`;

export interface Purge {
  readonly names: readonly string[];
  /** Soft: what it names is stale from now on. Hard: it is gone. */
  readonly soft: boolean;
  /** Larger than that of any purge before, and no less than the time in µs since 1970. */
  readonly sequence: number;
}

/** A stored response, as far as purges look at it. */
export interface Purgeable {
  readonly key: string;
  /** Origin and target. */
  readonly url: string;
  readonly response: Pick<StoredResponse, 'tags'> & {
    /** The latest purge that was known when the origin was asked for it. */
    readonly purgesKnown: number;
  };
}

/**
 * What was purged and when: a response that an origin was asked for before is concerned. Nothing stored is touched by a
 * purge, so it takes as long for a million responses as for one; each is looked at when it is next found.
 *
 * Bounded: of the names that are forgotten only the latest purge is known, and everything as old counts as purged.
 */
export class PurgeTable {
  readonly #hard = new PurgedNames();
  readonly #soft = new PurgedNames();
  #latest = 0;
  #forgottenAt = 0;

  /** The latest purge; 0: none. */
  get latest(): number {
    return this.#latest;
  }

  note({ names, soft, sequence }: Purge): void {
    const purged = soft ? this.#soft : this.#hard;
    for (const name of names) this.#forget(purged.set(name, sequence));
    this.#latest = Math.max(this.#latest, sequence);
  }

  /** Everything purged until then counts as purged, whatever its name. */
  noteForgotten(sequence: number): void {
    this.#forget(sequence);
    this.#latest = Math.max(this.#latest, sequence);
  }

  /** The latest purges that concern a response; 0: none. */
  purgedAt(stored: Purgeable): { readonly hard: number; readonly soft: number } {
    const { purgesKnown } = stored.response;
    const later = (sequence: number): number => (sequence > purgesKnown ? sequence : 0);
    return {
      hard: later(Math.max(this.#forgottenAt, this.#hard.latestOf(stored))),
      soft: later(this.#soft.latestOf(stored)),
    };
  }

  #forget(sequence: number): void {
    this.#forgottenAt = Math.max(this.#forgottenAt, sequence);
  }
}

/** When each name was purged last, the longest ago first. */
class PurgedNames {
  readonly #sequences = new Map<string, number>();
  /** How many of the names are of prefixes, by their lengths: a URL is cut to these, however many prefixes there are. */
  readonly #prefixesByLength = new Map<number, number>();

  /** The sequence of the name that had to make room; 0: none. */
  set(name: string, sequence: number): number {
    const before = this.#remove(name);
    this.#sequences.set(name, Math.max(before, sequence));
    this.#countPrefix(name, 1);
    if (this.#sequences.size <= mostPurgedNames) return 0;
    const [oldest = ''] = this.#sequences.keys();
    return this.#remove(oldest);
  }

  latestOf({ key, url, response }: Purgeable): number {
    let latest = Math.max(this.#at(everythingName), this.#at(keyName(key)));
    for (const tag of response.tags) latest = Math.max(latest, this.#at(tagName(tag)));
    for (const length of this.#prefixesByLength.keys()) {
      if (length <= url.length) latest = Math.max(latest, this.#at(prefixName(url.slice(0, length))));
    }
    return latest;
  }

  #at(name: string): number {
    return this.#sequences.get(name) ?? 0;
  }

  #remove(name: string): number {
    const sequence = this.#sequences.get(name);
    if (sequence === undefined) return 0;
    this.#sequences.delete(name);
    this.#countPrefix(name, -1);
    return sequence;
  }

  #countPrefix(name: string, change: number): void {
    if (!name.startsWith(prefixName(''))) return;
    const length = name.length - prefixName('').length;
    const count = (this.#prefixesByLength.get(length) ?? 0) + change;
    if (count === 0) this.#prefixesByLength.delete(length);
    else this.#prefixesByLength.set(length, count);
  }
}
