import type { Random } from '../../support/random.ts';

/** What happens at a time; `about` says to what, by its number. */
export type Happening = (about: number) => void;

/**
 * What is to happen, by its time; of one time, in the order in which it was scheduled. A heap of which each node has four children,
 * which takes fewer steps down than one of two and finds them beside each other in memory (LaMarca and Ladner, The influence of
 * caches on the performance of heaps, ACM JEA 1, 1996).
 */
export class EventQueue {
  /** Virtual time in µs, from 0 on; never goes back. */
  nowUs = 0;
  readonly #happenings: Happening[] = [];
  #size = 0;
  /** The heap: times, and where the rest of each event is. */
  #times = new Float64Array(1024);
  #places = new Uint32Array(1024);
  /** By place: in which order they were scheduled, what happens, and to what. */
  #orders = new Float64Array(1024);
  #kinds = new Uint16Array(1024);
  #abouts = new Int32Array(1024);
  #free = new Uint32Array(1024).map((_, place) => place);
  #scheduled = 0;
  readonly #ties: Random | undefined;

  /** `ties`: draws which of events of one time comes first; undefined: the one that was scheduled first. */
  constructor(ties?: Random) {
    this.#ties = ties;
  }

  /** Names something that can happen; gives its kind. */
  kind(happening: Happening): number {
    return this.#happenings.push(happening) - 1;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** `atUs`: not before now. */
  schedule(atUs: number, kind: number, about: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const place = this.#free[this.#size] as number;
    this.#scheduled += 1;
    this.#orders[place] = this.#ties === undefined ? this.#scheduled : this.#ties();
    this.#kinds[place] = kind;
    this.#abouts[place] = about;
    this.#size += 1;
    this.#rise(this.#size - 1, atUs, place);
  }

  /** The same, but what is due now happens at once, before all that is scheduled for now. */
  scheduleOrDo(atUs: number, kind: number, about: number): void {
    if (atUs > this.nowUs) this.schedule(atUs, kind, about);
    else (this.#happenings[kind] as Happening)(about);
  }

  /** Lets the next event happen. Not to be called when there is none. */
  next(): void {
    const place = this.#places[0] as number;
    this.nowUs = this.#times[0] as number;
    this.#size -= 1;
    this.#free[this.#size] = place;
    if (this.#size > 0) this.#sink(this.#times[this.#size] as number, this.#places[this.#size] as number);
    (this.#happenings[this.#kinds[place] as number] as Happening)(this.#abouts[place] as number);
  }

  #rise(from: number, atUs: number, place: number): void {
    const times = this.#times;
    const places = this.#places;
    let index = from;
    while (index > 0) {
      const above = (index - 1) >> 2;
      const aboveUs = times[above] as number;
      // What was scheduled last goes behind all of its time, unless chance decides.
      if (aboveUs < atUs || (aboveUs === atUs && !this.#comesFirst(place, places[above] as number))) break;
      times[index] = times[above] as number;
      places[index] = places[above] as number;
      index = above;
    }
    times[index] = atUs;
    places[index] = place;
  }

  #sink(atUs: number, place: number): void {
    const times = this.#times;
    const places = this.#places;
    const size = this.#size;
    let index = 0;
    for (;;) {
      const first = 4 * index + 1;
      if (first >= size) break;
      const end = Math.min(first + 4, size);
      let least = first;
      for (let child = first + 1; child < end; child++) if (this.#isBefore(child, least)) least = child;
      const leastUs = times[least] as number;
      if (
        atUs < leastUs ||
        (atUs === leastUs && this.#orderOf(place) < this.#orderOf(places[least] as number))
      )
        break;
      times[index] = leastUs;
      places[index] = places[least] as number;
      index = least;
    }
    times[index] = atUs;
    places[index] = place;
  }

  #isBefore(one: number, other: number): boolean {
    const oneUs = this.#times[one] as number;
    const otherUs = this.#times[other] as number;
    if (oneUs !== otherUs) return oneUs < otherUs;
    return this.#orderOf(this.#places[one] as number) < this.#orderOf(this.#places[other] as number);
  }

  #comesFirst(place: number, other: number): boolean {
    return this.#ties !== undefined && this.#orderOf(place) < this.#orderOf(other);
  }

  #orderOf(place: number): number {
    return this.#orders[place] as number;
  }

  #grow(): void {
    const size = 2 * this.#size;
    this.#times = grown(this.#times, new Float64Array(size));
    this.#places = grown(this.#places, new Uint32Array(size));
    this.#orders = grown(this.#orders, new Float64Array(size));
    this.#kinds = grown(this.#kinds, new Uint16Array(size));
    this.#abouts = grown(this.#abouts, new Int32Array(size));
    this.#free = grown(
      this.#free,
      new Uint32Array(size).map((_, place) => place),
    );
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
