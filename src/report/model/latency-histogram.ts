/** A bin of a histogram: bounds in µs, low inclusive and high exclusive. */
export interface LatencyBin {
  readonly lowUs: number;
  readonly highUs: number;
  /** Of all values that the histogram holds; 0–1. */
  readonly share: number;
}

/** What `LatencyHistogram.bins` hands out: recorded latencies are whole microseconds. */
interface RecordedBin {
  readonly lowUs: number;
  readonly highUs: number;
  readonly count: number;
}

/** Enough to tell two humps half a decade apart, few enough that a thousand answers fill them smoothly. */
export const binsPerDecade = 12;

/**
 * The same values in bins that are evenly wide on a logarithmic axis, ascending; empty ones are left out. A value was rounded
 * to its microsecond, so it counts as spread evenly over the microsecond around it, and what is recorded together over all
 * that it may have been: what straddles a border is split in proportion. Were whole microseconds put into bins instead, those
 * below 100 µs would hold now two of them and now three, and the histogram would look like a comb.
 */
export function logBins(recorded: Iterable<RecordedBin>): LatencyBin[] {
  const counts = new Map<number, number>();
  let total = 0;
  for (const { lowUs, highUs, count } of recorded) {
    const [from, to] = [lowUs - 0.5, highUs - 0.5];
    total += count;
    for (let bin = binOf(from); borderUs(bin) < to; bin++) {
      const overlapUs = Math.min(to, borderUs(bin + 1)) - Math.max(from, borderUs(bin));
      if (overlapUs > 0) counts.set(bin, (counts.get(bin) ?? 0) + (count * overlapUs) / (to - from));
    }
  }
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([bin, count]) => ({ lowUs: borderUs(bin), highUs: borderUs(bin + 1), share: count / total }));
}

function borderUs(bin: number): number {
  return 10 ** (bin / binsPerDecade);
}

/** The last bin that does not begin above the value, whatever a logarithm is rounded to. */
function binOf(us: number): number {
  const near = Math.round(Math.log10(us) * binsPerDecade);
  return borderUs(near) <= us ? near : near - 1;
}

/** Without what the tails of fewer than the share in each hold, so that a single value does not rule an axis. */
export function withoutTails(bins: readonly LatencyBin[], share: number): LatencyBin[] {
  let below = 0;
  const kept = bins.filter((bin) => {
    below += bin.share;
    return below >= share && below - bin.share <= 1 - share;
  });
  return kept.length === 0 ? [...bins] : kept;
}
