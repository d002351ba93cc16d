/** The requests per second at which a backend is busy all the time, where a cache answers the share `hitRatio` (0–1). */
export function kneePerSecond(backendPerSecond: number, hitRatio: number): number {
  return backendPerSecond / (1 - hitRatio);
}

/**
 * How busy the backend would be if the cache were lost in this moment: above 1, it falls over, and if whoever waits tries again
 * it does not recover by itself (a metastable failure; Bronson et al., HotOS 2021).
 *
 * @param utilisation how busy it is now, 0–1
 */
export function utilisationAfterFlush(utilisation: number, hitRatio: number): number {
  return utilisation === 0 && hitRatio === 1 ? Number.NaN : utilisation / (1 - hitRatio);
}
