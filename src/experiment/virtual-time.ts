/** Where the time of every simulation begins. A Result has dates, and those of the real clock would make it another each time. */
const epochMs = Date.UTC(2000, 0, 1);

/** The moment so long after simulated time began, in ISO 8601. */
export function virtualTime(us: number): string {
  return new Date(epochMs + us / 1e3).toISOString();
}
