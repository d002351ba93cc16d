/** What one trial at a rate showed. `void`: the load generator could not keep to the rate, so the system was not tested by it. */
export type ProbeVerdict = 'holds' | 'breaks' | 'void';

export interface Probe {
  readonly ratePerSecond: number;
  readonly verdict: ProbeVerdict;
}

export interface CapacitySearch {
  /** Where to begin, in requests per second. */
  readonly start: number;
  /** The highest rate that holds and the lowest that does not are to be at most so far apart: 0.05 for 5 %. */
  readonly precision: number;
  /** Beyond these rates nothing is looked for. */
  readonly lowest: number;
  readonly highest: number;
  /** Most trials that may be spent. */
  readonly mostProbes: number;
}

/** Rates in requests per second. */
export interface CapacityBracket {
  /** The highest rate that holds; undefined where none does. */
  readonly holds: number | undefined;
  /** The lowest rate above it that does not; undefined where none was found. */
  readonly breaks: number | undefined;
  /** Whether both were decided by two trials out of at most three, and are as near as asked for. */
  readonly settled: boolean;
}

export type SearchStep = { readonly probe: number } | { readonly found: CapacityBracket };

/**
 * Where to look next for the highest rate that a system sustains, given all probes so far. Rates double, or halve, until one
 * holds and one does not; then the distance in the logarithm of the rate is halved. One probe decides on the way, because a
 * wrong turn shows later; the two rates that decide in the end need two agreeing probes out of at most three, and so does any
 * that contradicts another. Void probes are repeated, and count against a rate only when there are three. Pure: the same
 * probes give the same step.
 */
export function nextStep(probes: readonly Probe[], search: CapacitySearch): SearchStep {
  const rates = weigh(probes);
  const bracket = bracketOf(rates);
  if (probes.length >= search.mostProbes) return { found: { ...asRates(bracket), settled: false } };

  const inDoubt = rates.find(({ isTied }) => isTied) ?? contradicted(rates);
  if (inDoubt !== undefined) return { probe: inDoubt.rate };

  const { holds, breaks } = bracket;
  if (holds === undefined && breaks === undefined) return { probe: within(search.start, search) };
  if (breaks === undefined) return grow(holds as WeighedRate, search);
  if (holds === undefined) return shrink(breaks, search);
  if (breaks.rate > holds.rate * (1 + search.precision))
    return { probe: Math.sqrt(holds.rate * breaks.rate) };
  const unsure = [holds, breaks].find(({ isSure }) => !isSure);
  return unsure === undefined ? { found: { ...asRates(bracket), settled: true } } : { probe: unsure.rate };
}

interface WeighedRate {
  readonly rate: number;
  readonly holds: boolean;
  /** As many probes speak for it as against it, or none. */
  readonly isTied: boolean;
  /** Two probes agree. */
  readonly isSure: boolean;
}

/** A void probe is repeated, since others on the machine may have caused it; so many are no accident. */
const mostVoid = 3;

/** All rates that were probed, the lowest first. */
function weigh(probes: readonly Probe[]): WeighedRate[] {
  const rates = [...new Set(probes.map(({ ratePerSecond }) => ratePerSecond))].sort(
    (one, other) => one - other,
  );
  return rates.map((rate) => {
    const here = probes.filter(({ ratePerSecond }) => ratePerSecond === rate);
    const count = (wanted: ProbeVerdict) => here.filter(({ verdict }) => verdict === wanted).length;
    const held = count('holds');
    const broke = count('breaks') + (count('void') < mostVoid ? 0 : count('void'));
    return { rate, holds: held > broke, isTied: held === broke, isSure: Math.max(held, broke) >= 2 };
  });
}

interface Bracket {
  readonly holds: WeighedRate | undefined;
  readonly breaks: WeighedRate | undefined;
}

/** What a system did not sustain once and for all it sustains at no higher rate: so the lowest rate that breaks is the bound. */
function bracketOf(rates: readonly WeighedRate[]): Bracket {
  const breaks = rates.find(({ holds, isTied }) => !holds && !isTied);
  return { breaks, holds: rates.findLast(({ rate, holds }) => holds && rate < (breaks?.rate ?? Infinity)) };
}

/** Where a rate breaks though a higher one holds, one of the two is an accident, as long as not both are sure. */
function contradicted(rates: readonly WeighedRate[]): WeighedRate | undefined {
  const { breaks } = bracketOf(rates);
  if (breaks === undefined) return undefined;
  const above = rates.find(({ rate, holds }) => holds && rate > breaks.rate);
  return above && [breaks, above].find(({ isSure }) => !isSure);
}

function grow(holds: WeighedRate, search: CapacitySearch): SearchStep {
  if (holds.rate < search.highest) return { probe: within(holds.rate * 2, search) };
  if (!holds.isSure) return { probe: holds.rate };
  return { found: { holds: holds.rate, breaks: undefined, settled: true } };
}

function shrink(breaks: WeighedRate, search: CapacitySearch): SearchStep {
  if (breaks.rate > search.lowest) return { probe: within(breaks.rate / 2, search) };
  if (!breaks.isSure) return { probe: breaks.rate };
  return { found: { holds: undefined, breaks: breaks.rate, settled: true } };
}

function within(rate: number, { lowest, highest }: CapacitySearch): number {
  return Math.min(Math.max(rate, lowest), highest);
}

function asRates({ holds, breaks }: Bracket): Pick<CapacityBracket, 'holds' | 'breaks'> {
  return { holds: holds?.rate, breaks: breaks?.rate };
}
