import { probeResources } from '../measure/resource-probe.ts';
import { Flights } from './flight/flights.ts';
import type { Caching, GatewayParts } from './gateway-parts.ts';
import { createGatewayServer, listen, originOf } from './gateway-server.ts';
import { createRequestHandler } from './handle-request.ts';
import { defaultLimits } from './limits.ts';
import type { GatewayConfig, GatewayReport } from './messages.ts';
import { createPurgeEndpoint } from './purge/purge-endpoint.ts';
import { read } from './read.ts';
import { ResponseCache } from './response-cache.ts';
import { createRouteTable, originsOf } from './route-table.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { TimeSum } from './timed-response.ts';
import { OriginPools } from './upstream/origin-pools.ts';

export interface Gateway {
  /** As `http://127.0.0.1:40002`. */
  readonly origin: string;
  /** Begins counting anew; what is stored stays. */
  reset(): void;
  report(): GatewayReport;
  /** Stops listening and drops what is in flight. */
  stop(): Promise<void>;
}

const systemClockUs = (): number => Date.now() * 1e3;

/**
 * Starts a gateway in this process. Redis need not be there: requests go on without it.
 *
 * @param nowUs the clock by which responses age, in µs since 1970
 * @param limits what clients may take of it
 * @throws EnvironmentError where the port cannot be had
 * @throws UsageError where a route is none
 */
export async function startGateway(
  config: GatewayConfig,
  nowUs = systemClockUs,
  limits = defaultLimits,
): Promise<Gateway> {
  const counters = { forwarded: 0, evictions: 0, storeErrors: 0 };
  const routes = createRouteTable(config.routes);
  const pools = new OriginPools(config.upstream);
  const store = await openStore(config, { counters, nowUs });
  const parts: GatewayParts = {
    routes,
    origins: { pools, counters },
    maxRequestBodyBytes: limits.requestBodyBytes,
    caching: undefined,
    nowUs,
    time: new TimeSum(),
  };
  const all = store === undefined ? parts : withCache(parts, store, config.cache);
  const purge = createPurgeEndpoint({
    token: config.purgeToken,
    cache: all.caching?.cache,
    routes,
    origins: originsOf(config.routes),
  });
  const stallMs = limits.stallMs + config.upstream.timeoutUs / 1e3;
  const server = createGatewayServer(createRequestHandler(all, purge), purge, { ...limits, stallMs });
  const stop = async (): Promise<void> => {
    await server.close();
    await pools.close();
    store?.close();
  };
  try {
    await listen(server, config);
  } catch (error) {
    await stop();
    throw error;
  }
  let usage = probeResources();
  return {
    origin: originOf(server),
    reset: () => {
      Object.assign(counters, { forwarded: 0, evictions: 0, storeErrors: 0 });
      parts.time.reset();
      usage = probeResources();
    },
    report: () => ({ stored: store?.usage(), ...counters, time: parts.time.report(), resources: usage() }),
    stop,
  };
}

function withCache(parts: GatewayParts, store: Store, settings: GatewayConfig['cache']): GatewayParts {
  const cache = new ResponseCache(store, parts.nowUs);
  const chance = Math.random;
  const flights: Flights = new Flights({
    ...parts,
    cache,
    chance,
    policy: settings,
    maxBodyBytes: settings.maxBodyBytes,
    collapse: settings.collapse,
    again: (wanted) => read(parts, caching, wanted),
  });
  const caching: Caching = { cache, policy: settings, flights, chance };
  return { ...parts, caching };
}
