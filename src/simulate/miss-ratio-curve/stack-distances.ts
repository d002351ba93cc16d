/**
 * How often an LRU cache of any size misses, from one pass over its requests: a request hits where no more different keys than the
 * cache has entries were asked for since its key was last (R. L. Mattson et al., Evaluation techniques for storage hierarchies, IBM
 * Systems Journal 9, 1970). How many there were, a tree over the places of last requests tells in O(log n) (B. T. Bennett and V. J.
 * Kruskal, LRU stack processing, IBM Journal of Research and Development 19, 1975; P. M. Fenwick, Software: Practice and Experience
 * 24, 1994). Places are used up by requests and numbered anew when none is left, so memory is bounded by the keys.
 */
export class StackDistances {
  /** By key, the place of its last request, from 1 on; 0: it was not asked for. */
  readonly #placeOf: Int32Array;
  /** By place, the key; −1: it was asked for again since. */
  #keyAt = new Int32Array(1024);
  /** Fenwick's tree of the places that are some key's last. */
  #tree = new Int32Array(1024);
  #lastPlace = 0;
  #distinct = 0;
  #requests = 0;
  /** By distance, from 1 on, how many requests had it. */
  #counts = new Float64Array(1024);

  /** `keys`: whole numbers below that. */
  constructor(keys: number) {
    this.#placeOf = new Int32Array(keys);
  }

  get requests(): number {
    return this.#requests;
  }

  /** Different keys that were asked for: each is missed once by any cache. */
  get distinct(): number {
    return this.#distinct;
  }

  request(key: number): void {
    if (this.#lastPlace + 1 === this.#tree.length) this.#renumber();
    this.#requests += 1;
    const before = this.#placeOf[key] as number;
    if (before === 0) this.#distinct += 1;
    else {
      const distance = this.#distinct - this.#upTo(before) + 1;
      if (distance >= this.#counts.length) this.#counts = grown(this.#counts, new Float64Array(2 * distance));
      this.#counts[distance] = (this.#counts[distance] as number) + 1;
      this.#add(before, -1);
      this.#keyAt[before] = -1;
    }
    this.#lastPlace += 1;
    this.#placeOf[key] = this.#lastPlace;
    this.#keyAt[this.#lastPlace] = key;
    this.#add(this.#lastPlace, 1);
  }

  /** Misses of caches of so many entries, each at least 1, in the order given. */
  missesOf(sizes: readonly number[]): number[] {
    const hitsUpTo = new Float64Array(this.#counts.length);
    for (let distance = 1; distance < hitsUpTo.length; distance++) {
      hitsUpTo[distance] = (hitsUpTo[distance - 1] as number) + (this.#counts[distance] as number);
    }
    return sizes.map((size) => this.#requests - (hitsUpTo[Math.min(size, hitsUpTo.length - 1)] as number));
  }

  /** How many of the places up to this are some key's last. */
  #upTo(place: number): number {
    let count = 0;
    for (let at = place; at > 0; at &= at - 1) count += this.#tree[at] as number;
    return count;
  }

  #add(place: number, change: number): void {
    const tree = this.#tree;
    for (let at = place; at < tree.length; at += at & -at) tree[at] = (tree[at] as number) + change;
  }

  /** Gives the keys places from 1 on in the order of their last requests; twice the room where more than half is taken. */
  #renumber(): void {
    const room = 2 * this.#distinct < this.#tree.length ? this.#tree.length : 2 * this.#tree.length;
    const keyAt = new Int32Array(room);
    let place = 0;
    for (let old = 1; old <= this.#lastPlace; old++) {
      const key = this.#keyAt[old] as number;
      if (key < 0) continue;
      place += 1;
      keyAt[place] = key;
      this.#placeOf[key] = place;
    }
    this.#keyAt = keyAt;
    this.#lastPlace = place;
    this.#tree = new Int32Array(room);
    for (let each = 1; each <= place; each++) this.#add(each, 1);
  }
}

function grown(from: Float64Array<ArrayBuffer>, to: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  to.set(from);
  return to;
}
