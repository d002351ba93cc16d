import * as hdr from 'hdr-histogram-js';

/**
 * Latencies in integer microseconds at three significant digits, whatever their number: mergeable without loss,
 * a few kilobytes when encoded. After Gil Tene's HdrHistogram, whose compressed base64 form (V2) is what `encode`
 * writes, so other tools read it too.
 */
export class LatencyHistogram {
  readonly #histogram: hdr.Histogram;

  constructor(histogram: hdr.Histogram = hdr.build({ numberOfSignificantValueDigits: 3, autoResize: true })) {
    this.#histogram = histogram;
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
    for (const other of histograms) merged.#histogram.add(other.#histogram);
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

  /** NaN when empty. */
  get meanUs(): number {
    return this.count === 0 ? Number.NaN : this.#histogram.mean;
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
    // Without WebAssembly, which is not asked for, every histogram is of this class.
    const histogram = this.#histogram as hdr.JsHistogram;
    const recorded = histogram.recordedValuesIterator;
    recorded.reset();
    while (recorded.hasNext()) {
      const { valueIteratedTo, countAddedInThisIterationStep } = recorded.next();
      yield {
        lowUs: histogram.lowestEquivalentValue(valueIteratedTo),
        highUs: histogram.nextNonEquivalentValue(valueIteratedTo),
        count: countAddedInThisIterationStep,
      };
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
