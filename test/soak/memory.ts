/** So much more at the end than after the warm-up is no leak. */
const mostGrowthRatio = 0.1;
const mostGrowthBytes = 16 * 2 ** 20;

export interface MemoryVerdict {
  readonly beginBytes: number;
  readonly endBytes: number;
  readonly isFlat: boolean;
}

/**
 * Whether resident memory, sampled at even intervals after a warm-up, stayed flat. Heaps breathe by as much again as they
 * hold, but what is held at the least, right after a collection, grows only with a leak: compared are the least of the first
 * fifth and that of the last.
 */
export function judgeMemory(samplesBytes: readonly number[]): MemoryVerdict {
  const fifth = Math.max(1, Math.floor(samplesBytes.length / 5));
  const beginBytes = Math.min(...samplesBytes.slice(0, fifth));
  const endBytes = Math.min(...samplesBytes.slice(-fifth));
  const mostBytes = beginBytes + Math.max(mostGrowthBytes, beginBytes * mostGrowthRatio);
  return { beginBytes, endBytes, isFlat: endBytes <= mostBytes };
}
