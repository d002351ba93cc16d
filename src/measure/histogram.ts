import * as hdr from 'hdr-histogram-js';

/**
 * Latencies in integer microseconds at three significant digits, whatever their number: mergeable without loss,
 * a few kilobytes when encoded. After Gil Tene's HdrHistogram, whose compressed base64 form (V2) is what `encode`
 * writes, so other tools read it too.
 */
export class LatencyHistogram {
  readonly #histogram: hdr.JsHistogram;

  constructor(histogram: hdr.Histogram = hdr.build({ numberOfSignificantValueDigits: 3, autoResize: true })) {
    // Without WebAssembly, which is not asked for, every histogram is of this class.
    this.#histogram = histogram as hdr.JsHistogram;
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
    this.#histogram.recordValue(Math.max(1, Math.round(latencyUs)));
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
    this.#histogram.reset();
  }

  encode(): string {
    return hdr.encodeIntoCompressedBase64(this.#histogram);
  }
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
