/** A run id of a simulation begins so, where that of a measured run begins with its time. */
const prefix = 'simulated-';

/** @param digest - hexadecimal, of all that goes into the simulation */
export function simulatedRunId(digest: string): string {
  return `${prefix}${digest.slice(0, 12)}`;
}

/** Whether a run, or a folder of one, is called as simulations are. */
export function isSimulatedRunId(id: string): boolean {
  return id.startsWith(prefix);
}

/**
 * Orders run ids, or the folders of runs: the latest first, because those of what was measured begin with the time; what was simulated,
 * at no time, after them.
 */
export function latestFirst(one: string, other: string): number {
  if (one === other) return 0;
  const [isLate, isOtherLate] = [isSimulatedRunId(one), isSimulatedRunId(other)];
  if (isLate !== isOtherLate) return isLate ? 1 : -1;
  return one < other ? 1 : -1;
}
