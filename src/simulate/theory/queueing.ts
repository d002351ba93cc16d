/** A queue before servers that are all alike. */
export interface Queue {
  readonly perSecond: number;
  /** The mean time of a service; above 0. */
  readonly serviceUs: number;
  /** Whole, ≥ 1; Infinity: nobody waits. */
  readonly servers: number;
  /** The variance of the service time ÷ its squared mean: 1 where it is exponential, 0 where it is fixed. */
  readonly squaredVariation?: number;
}

/** How busy each server is; 1 and above: more comes than can be served. */
export function utilisation({ perSecond, serviceUs, servers }: Queue): number {
  return servers === Number.POSITIVE_INFINITY ? 0 : (perSecond * serviceUs) / 1e6 / servers;
}

/**
 * The probability that who comes at random finds all servers of M/M/c busy (A. K. Erlang, 1917). By the recursion for his loss
 * formula, in which nothing overflows and nothing cancels. 1 where the load is as much as the servers can take, or more.
 *
 * @param offeredLoad arrivals × service time: the mean number of servers that are busy, ≥ 0
 */
export function erlangC(servers: number, offeredLoad: number): number {
  if (!(servers >= 1) || !(offeredLoad >= 0)) {
    throw new RangeError(`no such queue: ${servers} servers, an offered load of ${offeredLoad}`);
  }
  if (servers === Number.POSITIVE_INFINITY || offeredLoad === 0) return 0;
  if (offeredLoad >= servers) return 1;
  let loss = 1;
  for (let server = 1; server <= servers; server++) {
    loss = (offeredLoad * loss) / (server + offeredLoad * loss);
  }
  const busy = offeredLoad / servers;
  return loss / (1 - busy * (1 - loss));
}

/**
 * The mean wait before service; Infinity where more comes than can be served.
 *
 * Exact for M/M/c, and, with one server, for any service time (Pollaczek and Khinchine). For several servers and other service
 * times it is the approximation of A. M. Lee and P. A. Longton ("Queueing processes associated with airline passenger
 * check-in", 1959): M/M/c times (1 + squared variation) ÷ 2, good to a few per cent where the queue matters.
 */
export function meanWaitUs(queue: Queue): number {
  const { serviceUs, servers, squaredVariation = 1 } = queue;
  const busy = utilisation(queue);
  if (busy >= 1) return Number.POSITIVE_INFINITY;
  if (busy === 0) return 0;
  const waits = erlangC(servers, busy * servers);
  return (((waits * serviceUs) / (servers * (1 - busy))) * (1 + squaredVariation)) / 2;
}

/** The share (0–1) of M/M/c's customers that wait for longer than so many µs. */
export function waitsLonger(queue: Queue, us: number): number {
  const { serviceUs, servers } = queue;
  const busy = utilisation(queue);
  if (busy >= 1) return 1;
  if (busy === 0) return 0;
  return erlangC(servers, busy * servers) * Math.exp(-((servers * (1 - busy)) / serviceUs) * us);
}

/**
 * The mean time in a system that serves all at once, each the slower for it (M/G/1 processor sharing, as a backend that is one
 * CPU): that of a customer whose service alone takes so many µs, whatever the services of the others are like.
 */
export function sharedProcessorUs(aloneUs: number, utilisation: number): number {
  return utilisation >= 1 ? Number.POSITIVE_INFINITY : aloneUs / (1 - utilisation);
}

/**
 * The share (0–1) of customers that such a system turns away where it takes at most so many at once: M/G/1/K*PS, Cao, Andersson,
 * Nyberg and Kihl, "Web server performance modeling using an M/G/1/K*PS queue", ICT 2003.
 *
 * @param utilisation what is offered, ≥ 0, 1 and above included
 */
export function turnedAway(utilisation: number, atMost: number): number {
  if (utilisation === 1) return 1 / (atMost + 1);
  // Above 1 by powers of the inverse, which do not overflow.
  return utilisation < 1
    ? ((1 - utilisation) * utilisation ** atMost) / (1 - utilisation ** (atMost + 1))
    : (1 - 1 / utilisation) / (1 - utilisation ** -(atMost + 1));
}
