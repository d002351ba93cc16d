/**
 * The value that the share `quantile` (0–1) of the given values do not exceed, interpolated linearly between the two
 * nearest (definition 7 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996: the default of R, NumPy and
 * Excel). For a few values, as one from each repetition; latencies of many requests live in histograms.
 * NaN where there are no values.
 */
export function quantile(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * quantile;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return Number.NaN;
  // Also keeps two infinite neighbours from making a NaN of their difference.
  return below === above ? below : below + (above - below) * (place - Math.floor(place));
}

/** Half of the values lie below, half above; NaN where there are none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
