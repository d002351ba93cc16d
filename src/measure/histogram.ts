import * as hdr from 'hdr-histogram-js';

/**
 * Latencies in integer microseconds at three significant digits, whatever their number: mergeable without loss,
 * a few kilobytes when encoded. After Gil Tene's HdrHistogram, whose compressed base64 form (V2) is what `encode`
 * writes, so other tools read it too.
 */
export class LatencyHistogram {
  readonly #recorded: hdr.JsHistogram;
  /** Values that came since, counted at the places where the library would count them: faster by far, for those below 2³¹. */
  #counts = new Uint32Array(0);
  #least = noValue;
  #largest = 0;

  constructor(histogram: hdr.Histogram = hdr.build({ numberOfSignificantValueDigits: 3, autoResize: true })) {
    // Without WebAssembly, which is not asked for, every histogram is of this class.
    this.#recorded = histogram as hdr.JsHistogram;
  }

  /** @throws where the text is no encoded histogram */
  static decode(encoded: string): LatencyHistogram {
    return new LatencyHistogram(hdr.decodeFromCompressedBase64(encoded, 32));
  }

  static isEncoded(text: string): boolean {
    try {
      LatencyHistogram.decode(text);
      return true;
    } catch {
      return false;
    }
  }

  /** A histogram that holds all values of the given ones, which stay as they are. */
  static merge(histograms: Iterable<LatencyHistogram>): LatencyHistogram {
    const merged = new LatencyHistogram();
    for (const other of histograms) addCounts(merged.#histogram, other.#histogram);
    return merged;
  }

  /** Values below a microsecond count as one, so that logarithmic axes can show them. */
  record(latencyUs: number): void {
    const value = Math.max(1, Math.round(latencyUs));
    if (value > mostFast) {
      this.#recorded.recordValue(value);
      return;
    }
    const place = placeOf(value);
    if (place >= this.#counts.length) this.#grow(place);
    this.#counts[place] = (this.#counts[place] as number) + 1;
    if (value < this.#least) this.#least = value;
    if (value > this.#largest) this.#largest = value;
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** Smallest recorded value in µs; NaN when empty. */
  get minUs(): number {
    return this.count === 0 ? Number.NaN : this.#histogram.minNonZeroValue;
  }

  /** Largest recorded value in µs, to three digits as every quantile, so that none lies above it; NaN when empty. */
  get maxUs(): number {
    return this.quantileUs(1);
  }

  /** Each value counts as the middle of its bin; NaN when empty. */
  get meanUs(): number {
    let sumUs = 0;
    for (const { lowUs, highUs, count } of this.bins())
      sumUs += (lowUs + Math.floor((highUs - lowUs) / 2)) * count;
    return sumUs / this.count;
  }

  /** The value in µs that the share `quantile` (0–1) of all values do not exceed; NaN when empty. */
  quantileUs(quantile: number): number {
    return this.count === 0 ? Number.NaN : this.#histogram.getValueAtPercentile(quantile * 100);
  }

  /**
   * The recorded values in bins as wide as its precision: bounds in µs, low inclusive and high exclusive, ascending;
   * bins without a value are left out.
   */
  *bins(): Generator<{ readonly lowUs: number; readonly highUs: number; readonly count: number }> {
    const histogram = this.#histogram;
    let left = this.count;
    for (let place = 0; left > 0 && place < histogram.countsArrayLength; place++) {
      const count = histogram.getCountAtIndex(place);
      if (count === 0) continue;
      yield { lowUs: histogram.valueFromIndex(place), highUs: histogram.valueFromIndex(place + 1), count };
      left -= count;
    }
  }

  /**
   * The percentiles as HdrHistogram's `outputPercentileDistribution` writes them, in milliseconds: value, percentile (0–1),
   * count up to it and 1 ÷ (1 − percentile), a line each, five to every halving of the distance to 100 %.
   */
  percentileDistribution(): string {
    const [linesPerHalving, usPerMs] = [5, 1000];
    return this.#histogram.outputPercentileDistribution(linesPerHalving, usPerMs);
  }

  reset(): void {
    this.#counts.fill(0);
    this.#least = noValue;
    this.#largest = 0;
    this.#recorded.reset();
  }

  encode(): string {
    return hdr.encodeIntoCompressedBase64(this.#histogram);
  }

  /** With everything in it that was recorded. */
  get #histogram(): hdr.JsHistogram {
    if (this.#largest > 0) this.#settle();
    return this.#recorded;
  }

  #settle(): void {
    const recorded = this.#recorded;
    const last = placeOf(this.#largest);
    for (let place = placeOf(this.#least); place <= last; place++) {
      const count = this.#counts[place] as number;
      if (count === 0) continue;
      // The least and the largest as they were: the library remembers them to the last digit.
      const value = place === last ? this.#largest : Math.max(this.#least, recorded.valueFromIndex(place));
      recorded.recordValueWithCount(value, count);
      this.#counts[place] = 0;
    }
    if (this.#least < recorded.minNonZeroValue) recorded.minNonZeroValue = this.#least;
    this.#least = noValue;
    this.#largest = 0;
  }

  #grow(place: number): void {
    const counts = new Uint32Array(2 ** Math.ceil(Math.log2(place + 1)));
    counts.set(this.#counts);
    this.#counts = counts;
  }
}

/** The largest value whose place is computed here. */
const mostFast = 2 ** 31 - 1;
const noValue = Number.POSITIVE_INFINITY;

/**
 * Where a value from 1 to 2³¹ − 1 is counted, at three significant digits: the first 2,048 each have a place, and each doubling after
 * that has 1,024 (HdrHistogram's counts array, with a unit of 1).
 */
function placeOf(value: number): number {
  if (value < 2048) return value;
  const doublings = 21 - Math.clz32(value);
  return (doublings << 10) + (value >> doublings);
}

/**
 * As the library's `add`, which looks up the place of each value anew unless both histograms reach equally far: where they
 * are of the same precision, a value has the same place in both.
 */
function addCounts(to: hdr.JsHistogram, from: hdr.JsHistogram): void {
  if (to.subBucketCount !== from.subBucketCount || to.unitMagnitude !== from.unitMagnitude) {
    to.add(from);
    return;
  }
  if (from.totalCount === 0) return;
  const last = from.countsArrayIndex(from.maxValue);
  if (to.countsArrayLength <= last) to.resize(from.maxValue);
  for (let place = 0; place <= last; place++) {
    const count = from.getCountAtIndex(place);
    if (count > 0) to.addToCountAtIndex(place, count);
  }
  to.addToTotalCount(from.totalCount);
  to.maxValue = Math.max(to.maxValue, from.maxValue);
  to.minNonZeroValue = Math.min(to.minNonZeroValue, from.minNonZeroValue);
}
