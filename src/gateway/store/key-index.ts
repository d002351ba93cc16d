const firstCapacity = 64;
/** Beyond, runs of taken entries grow long. */
const mostFull = 0.7;

/**
 * Where records stand, by the hashes of their keys: an open hash table (Knuth, The Art of Computer Programming, vol. 3,
 * §6.4, algorithms L and R) in three flat arrays. A million entries of it take some 24 MB and nothing that the garbage
 * collector has to look at, where a Map with its strings takes ten times as much.
 *
 * It does not know the keys; whoever asks compares them.
 */
export class KeyIndex {
  #hashes = new Uint32Array(firstCapacity);
  /** Number of the segment, plus one; 0: the entry is free. */
  #segments = new Uint32Array(firstCapacity);
  #offsets = new Uint32Array(firstCapacity);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return 3 * this.#hashes.byteLength;
  }

  segmentAt(entry: number): number {
    return (this.#segments[entry] as number) - 1;
  }

  offsetAt(entry: number): number {
    return this.#offsets[entry] as number;
  }

  /** The entry of this hash for which the test holds; −1: there is none. */
  find(hash: number, isIt: (segment: number, offset: number) => boolean): number {
    const mask = this.#hashes.length - 1;
    for (let entry = hash & mask; this.#segments[entry] !== 0; entry = (entry + 1) & mask) {
      if (this.#hashes[entry] === hash && isIt(this.segmentAt(entry), this.offsetAt(entry))) return entry;
    }
    return -1;
  }

  add(hash: number, segment: number, offset: number): void {
    if (this.#size + 1 > mostFull * this.#hashes.length) this.#grow();
    this.#put(hash, segment + 1, offset);
    this.#size += 1;
  }

  move(entry: number, segment: number, offset: number): void {
    this.#segments[entry] = segment + 1;
    this.#offsets[entry] = offset;
  }

  /** Later entries of the same run move up, so that none is cut off from where its search begins. */
  remove(entry: number): void {
    const mask = this.#hashes.length - 1;
    let free = entry;
    for (let next = (free + 1) & mask; this.#segments[next] !== 0; next = (next + 1) & mask) {
      const home = (this.#hashes[next] as number) & mask;
      if (((next - home) & mask) < ((next - free) & mask)) continue;
      this.#hashes[free] = this.#hashes[next] as number;
      this.move(free, this.segmentAt(next), this.offsetAt(next));
      free = next;
    }
    this.#segments[free] = 0;
    this.#size -= 1;
  }

  clear(): void {
    this.#allocate(firstCapacity);
    this.#size = 0;
  }

  #put(hash: number, segmentPlusOne: number, offset: number): void {
    const mask = this.#hashes.length - 1;
    let entry = hash & mask;
    while (this.#segments[entry] !== 0) entry = (entry + 1) & mask;
    this.#hashes[entry] = hash;
    this.#segments[entry] = segmentPlusOne;
    this.#offsets[entry] = offset;
  }

  #grow(): void {
    const [hashes, segments, offsets] = [this.#hashes, this.#segments, this.#offsets];
    this.#allocate(2 * hashes.length);
    for (let entry = 0; entry < hashes.length; entry++) {
      if (segments[entry] === 0) continue;
      this.#put(hashes[entry] as number, segments[entry] as number, offsets[entry] as number);
    }
  }

  #allocate(capacity: number): void {
    this.#hashes = new Uint32Array(capacity);
    this.#segments = new Uint32Array(capacity);
    this.#offsets = new Uint32Array(capacity);
  }
}
