import { type RecoveryWindows, windowUs } from './recovery-windows.ts';

/** What went wrong, and when. Times since the measurement began. */
export interface FaultSpan {
  /** For people: `Redis down`. */
  readonly name: string;
  readonly startUs: number;
  /** Absent for what takes no time. */
  readonly endUs?: number;
}

export interface Recovery {
  /**
   * From its end until latency and failures were as before it, in whole tenths of a second; null: not within the measurement,
   * or it came too early to tell.
   */
  readonly recoveryUs: number | null;
  /** Requests that failed from its start until recovery, whatever else was wrong then. */
  readonly failed: number;
}

/** So many windows at most, the last undisturbed ones, say how it was before: three seconds. */
const mostWindowsBefore = 30;
/** Fewer say nothing. */
const leastWindowsBefore = 5;
/** So many windows in a row must be as before: half a second of luck is rare. */
const windowsInARow = 5;
/** What a window's mean latency may exceed the largest one before by. */
const latencyMargin = 1.1;

/** The worst of what was usual. */
interface Usual {
  readonly meanLatencyUs: number;
  readonly failedRatio: number;
  /** Whether there were windows without an answer. */
  readonly hasPauses: boolean;
}

/**
 * When each of the faults, in the order of their starts, was over for the clients. That is so from the first of five windows
 * in a row in none of which the mean latency was more than 10 % above the largest in a window before the fault, or the share
 * of failures above the largest. The mean is looked at and not the median, because it also shows that fewer requests are
 * hits: a cache that was emptied has recovered when it is as good as full again. What goes on for good at another level
 * never recovers. Windows within other faults, or before those were recovered from, do not say how it was before.
 *
 * @param lengthUs how long requests were sent; what comes later says nothing
 */
export function judgeRecoveries(
  windows: RecoveryWindows,
  faults: readonly FaultSpan[],
  lengthUs: number,
): readonly (FaultSpan & Recovery)[] {
  const count = Math.min(windows.answered.length, Math.floor(lengthUs / windowUs));
  const isDisturbed = new Array<boolean>(count).fill(false);
  const disturb = (from: number, to: number) =>
    isDisturbed.fill(true, Math.min(from, count), Math.max(to, 0));
  for (const { startUs, endUs = startUs } of faults) disturb(windowOf(startUs), windowOf(endUs) + 1);

  return faults.map((fault) => {
    const { startUs, endUs = startUs } = fault;
    const start = windowOf(startUs);
    const end = windowOf(endUs);
    const usual = usualBefore(windows, start, isDisturbed);
    const recovered = usual && firstUsual(windows, usual, { from: end, count });
    disturb(start, recovered ?? count);
    return {
      ...fault,
      recoveryUs: recovered === undefined ? null : (recovered - end) * windowUs,
      failed: windows.failed.slice(start, recovered).reduce((sum, failed) => sum + failed, 0),
    };
  });
}

const windowOf = (us: number): number => Math.floor(us / windowUs);

function usualBefore(
  windows: RecoveryWindows,
  start: number,
  isDisturbed: readonly boolean[],
): Usual | undefined {
  const before = isDisturbed.flatMap((disturbed, index) => (disturbed || index >= start ? [] : [index]));
  if (before.length < leastWindowsBefore) return undefined;
  const last = before.slice(-mostWindowsBefore);
  return {
    meanLatencyUs: Math.max(...last.map((index) => windows.meanLatencyUs[index] ?? 0)),
    failedRatio: Math.max(...last.map((index) => failedRatio(windows, index))),
    hasPauses: last.some((index) => windows.answered[index] === 0),
  };
}

/** The first of enough windows in a row that are as usual. */
function firstUsual(
  windows: RecoveryWindows,
  usual: Usual,
  { from, count }: { readonly from: number; readonly count: number },
): number | undefined {
  let inARow = 0;
  for (let index = from; index < count; index++) {
    inARow = isUsual(windows, usual, index) ? inARow + 1 : 0;
    if (inARow === windowsInARow) return index - windowsInARow + 1;
  }
  return undefined;
}

function isUsual(windows: RecoveryWindows, usual: Usual, index: number): boolean {
  if (failedRatio(windows, index) > usual.failedRatio) return false;
  const latencyUs = windows.meanLatencyUs[index] ?? null;
  return latencyUs === null ? usual.hasPauses : latencyUs <= usual.meanLatencyUs * latencyMargin;
}

function failedRatio({ answered, failed }: RecoveryWindows, index: number): number {
  const failures = failed[index] ?? 0;
  return failures === 0 ? 0 : failures / (failures + (answered[index] ?? 0));
}
