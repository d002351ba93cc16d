/** Clients that each send the next request when the last is answered, and what stands in their way. */
export interface ClosedLoop {
  /** Whole, ≥ 1. */
  readonly clients: number;
  /** The mean time of a round spent anywhere but at the servers. */
  readonly elsewhereUs: number;
  /** The mean time of a service; above 0. */
  readonly serviceUs: number;
  readonly servers: number;
}

/**
 * The throughput that cannot be exceeded, in rounds per second, and the number of clients from which on it is the servers
 * that bound it. Operational laws: Denning and Buzen, ACM Computing Surveys 10 (1978).
 */
export function closedLoopBounds({ clients, elsewhereUs, serviceUs, servers }: ClosedLoop): {
  readonly perSecond: number;
  readonly kneeClients: number;
} {
  const roundUs = elsewhereUs + serviceUs;
  return {
    perSecond: 1e6 * Math.min(clients / roundUs, servers / serviceUs),
    kneeClients: (servers * roundUs) / serviceUs,
  };
}

/** The mean time of a round less what is spent elsewhere: what the servers and the wait for them take. */
export function residenceUs(
  { clients, elsewhereUs }: Pick<ClosedLoop, 'clients' | 'elsewhereUs'>,
  perSecond: number,
): number {
  return (1e6 * clients) / perSecond - elsewhereUs;
}

/**
 * The throughput itself, in rounds per second, where service times are exponential: the repairmen of machines, M/M/c//n
 * (Kleinrock, "Queueing Systems I", §3.8). It is exact for any distribution of the time elsewhere, and of the service time
 * where there are servers for all clients.
 */
export function closedLoopPerSecond(loop: ClosedLoop): number {
  const { clients, elsewhereUs, serviceUs, servers } = loop;
  if (elsewhereUs === 0 || servers >= clients) return closedLoopBounds(loop).perSecond;
  // Relative probabilities of 0, 1, 2 … clients at the servers. They rise before they fall, and may rise beyond all numbers.
  let [probability, total, busy] = [1, 1, 0];
  for (let there = 1; there <= clients; there++) {
    const working = Math.min(there, servers);
    probability *= ((clients - there + 1) * serviceUs) / (elsewhereUs * working);
    total += probability;
    busy += probability * working;
    if (total > 1e200) [probability, total, busy] = [probability / total, 1, busy / total];
  }
  return (1e6 * busy) / total / serviceUs;
}
