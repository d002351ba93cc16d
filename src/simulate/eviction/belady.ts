import { HashIndex } from './key-index.ts';

/**
 * How often a cache for so many entries (at least 1) of equal weight misses, empty at first, that evicts whatever is asked for
 * again last: no policy that stores each key it fetches misses less often. It needs to know the whole stream beforehand.
 * L. A. Belady, IBM Systems Journal 5 (1966). O(n log n) time, about 40 bytes a request.
 *
 * @param stream the key of each request, below 2³² − 1
 */
export function missesOfOptimum(stream: Uint32Array, capacity: number): number {
  const nextAt = nextRequests(stream);
  // Each entry stands in the heap under its next request. Those asked for by now stay in it: they are before all others, so
  // while anything else is stored they never come to its top.
  const heap = new MaxHeap(stream.length);
  const isStoredFor = new Uint8Array(stream.length + 1);
  let size = 0;
  let misses = 0;
  for (let at = 0; at < stream.length; at++) {
    if (isStoredFor[at] === 0) {
      misses += 1;
      if (size === capacity) isStoredFor[heap.pop()] = 0;
      else size += 1;
    }
    const next = nextAt[at] as number;
    isStoredFor[next] = 1;
    heap.push(next);
  }
  return misses;
}

/** Where in the stream the key of each request is asked for next: the stream's length where it never is. */
function nextRequests(stream: Uint32Array): Uint32Array {
  const seen = new HashIndex(stream.length);
  const nextAt = new Uint32Array(stream.length);
  for (let at = stream.length - 1; at >= 0; at--) {
    const key = stream[at] as number;
    const next = seen.get(key);
    nextAt[at] = next < 0 ? stream.length : next;
    seen.set(key, at);
  }
  return nextAt;
}

/** A binary heap (Knuth, The Art of Computer Programming 3, 5.2.3) with its greatest number on top. */
class MaxHeap {
  readonly #numbers: Uint32Array;
  #size = 0;

  constructor(most: number) {
    this.#numbers = new Uint32Array(most);
  }

  push(number: number): void {
    const numbers = this.#numbers;
    let place = this.#size;
    this.#size += 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if ((numbers[above] as number) >= number) break;
      numbers[place] = numbers[above] as number;
      place = above;
    }
    numbers[place] = number;
  }

  /** There must be one. */
  pop(): number {
    const numbers = this.#numbers;
    const top = numbers[0] as number;
    this.#size -= 1;
    const last = numbers[this.#size] as number;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.#size) break;
      if (below + 1 < this.#size && (numbers[below + 1] as number) > (numbers[below] as number)) below += 1;
      if ((numbers[below] as number) <= last) break;
      numbers[place] = numbers[below] as number;
      place = below;
    }
    numbers[place] = last;
    return top;
  }
}
