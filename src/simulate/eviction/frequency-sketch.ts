const rows = 4;
const mostCount = 15;

/**
 * How often each key was asked for lately, roughly and at most 15 times: a count-min sketch of four rows of counters of four
 * bits, eight in a word. G. Cormode, S. Muthukrishnan, Journal of Algorithms 55 (2005); sized as Caffeine's FrequencySketch.
 */
export class FrequencySketch {
  readonly #words: Int32Array;
  readonly #wordsInRow: number;
  readonly #mask: number;

  /** @param mostEntries how many keys are to be told apart well */
  constructor(mostEntries: number) {
    const width = Math.max(8, 2 ** Math.ceil(Math.log2(4 * mostEntries)));
    this.#mask = width - 1;
    this.#wordsInRow = width / 8;
    this.#words = new Int32Array(rows * this.#wordsInRow);
  }

  /** 0 to 15: never too few since the last halving, too many where others met it in all rows. */
  countOf(key: number): number {
    let hash = spread(key);
    const step = spread(hash) | 1;
    let least = mostCount;
    for (let row = 0; row < rows; row++) {
      const counter = hash & this.#mask;
      const word = this.#words[row * this.#wordsInRow + (counter >>> 3)] as number;
      least = Math.min(least, (word >>> ((counter & 7) * 4)) & mostCount);
      hash = (hash + step) | 0;
    }
    return least;
  }

  add(key: number): void {
    let hash = spread(key);
    const step = spread(hash) | 1;
    for (let row = 0; row < rows; row++) {
      const counter = hash & this.#mask;
      const place = row * this.#wordsInRow + (counter >>> 3);
      const word = this.#words[place] as number;
      const shift = (counter & 7) * 4;
      if (((word >>> shift) & mostCount) < mostCount) this.#words[place] = word + (1 << shift);
      hash = (hash + step) | 0;
    }
  }

  /** All counts, rounded down. */
  halve(): void {
    const words = this.#words;
    for (let place = 0; place < words.length; place++) {
      words[place] = ((words[place] as number) >>> 1) & 0x77777777;
    }
  }
}

/** The finaliser of MurmurHash3: keys that are close by share no counters. */
function spread(key: number): number {
  let hash = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
