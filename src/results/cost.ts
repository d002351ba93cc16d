import type { Measurement, Prices, StrategySummary } from './result.ts';

/** What a strategy costs at a steady traffic, in the currency's unit. */
export interface Cost {
  /** Requests per second that a month is told for; above 0. */
  readonly trafficPerSecond: number;
  readonly partsPerMonth: Readonly<Record<CostPart, number>>;
  readonly perMonth: number;
  readonly perMillionRequests: number;
}

/** What is paid for, in the order in which reports tell it: what grows with the traffic, then what stands by the hour. */
export const growingParts = ['backendCalls', 'backendCpu', 'egress'] as const;
export const standingParts = ['gatewayNodes', 'memory', 'redis'] as const;
export const costParts = [...growingParts, ...standingParts] as const;
export type CostPart = (typeof costParts)[number];

/** What gives a strategy its prices. */
export interface Pricing {
  readonly strategy: Pick<StrategySummary, 'nodes' | 'memoryBytes' | 'usesRedis'>;
  readonly prices: Prices;
}

/** What the requests sent to a strategy took, on the average of one request. */
export interface RequestUse {
  /** Requests sent per second, in the time in which any were sent. */
  readonly sentPerSecond: number;
  readonly backendCalls: number;
  readonly backendCpuSeconds: number;
  /** Bodies of the answers. */
  readonly egressBytes: number;
}

/** A twelfth of 365 days. */
const hoursPerMonth = 730;
const secondsPerMonth = hoursPerMonth * 3600;
const bytesPerGiB = 2 ** 30;

/**
 * What the strategy costs at the traffic that the prices state, else at that of the measurements. Of n requests a month,
 * n = traffic × 730 h × 3600 s/h, a month costs
 *
 *   n × costPerRequest + 730 h × costPerHour
 *
 * and a million requests cost 10⁶ ÷ n of that. Undefined where no request was sent, or none is to be.
 */
export function costOf(
  measurements: readonly Measurement[],
  { strategy, prices }: Pricing,
): Cost | undefined {
  const use = requestUse(measurements);
  const trafficPerSecond = prices.trafficPerSecond ?? use?.sentPerSecond ?? 0;
  if (use === undefined || trafficPerSecond === 0) return undefined;
  const requestsPerMonth = trafficPerSecond * secondsPerMonth;
  const [perRequest, perHour] = [costPerRequest(use, prices), costPerHour({ strategy, prices })];
  const partsPerMonth = {
    backendCalls: requestsPerMonth * perRequest.backendCalls,
    backendCpu: requestsPerMonth * perRequest.backendCpu,
    egress: requestsPerMonth * perRequest.egress,
    gatewayNodes: hoursPerMonth * perHour.gatewayNodes,
    memory: hoursPerMonth * perHour.memory,
    redis: hoursPerMonth * perHour.redis,
  };
  const perMonth = sumOf(costParts, (part) => partsPerMonth[part]);
  return {
    trafficPerSecond,
    partsPerMonth,
    perMonth,
    perMillionRequests: (perMonth / requestsPerMonth) * 1e6,
  };
}

/** Of all given measurements together; undefined where no request was sent. */
export function requestUse(measurements: readonly Measurement[]): RequestUse | undefined {
  const total = (amountOf: (measurement: Measurement) => number): number => sumOf(measurements, amountOf);
  const sent = total(({ requests }) => requests.offered);
  const windowUs = total(({ window }) => window.durationUs);
  if (sent === 0 || windowUs === 0) return undefined;
  return {
    sentPerSecond: sent / (windowUs / 1e6),
    backendCalls: total(({ backends }) => sumOf(backends, ({ calls }) => calls)) / sent,
    backendCpuSeconds: total(backendCpuUs) / 1e6 / sent,
    egressBytes: total(({ outcomes }) => sumOf(Object.values(outcomes), ({ bytes }) => bytes)) / sent,
  };
}

function backendCpuUs({ processes }: Measurement): number {
  return sumOf(processes, ({ role, cpuUs }) => (role === 'backend' ? cpuUs : 0));
}

/** What grows with the traffic. The CPU time is that of the simulated backends. */
export function costPerRequest(use: RequestUse, prices: Prices) {
  return {
    backendCalls: use.backendCalls * prices.perBackendCall,
    backendCpu: use.backendCpuSeconds * prices.perBackendCpuSecond,
    egress: (use.egressBytes / bytesPerGiB) * prices.perEgressGiB,
  };
}

/**
 * What is paid by the hour: the nodes that the strategy was measured with (whether they carry the stated traffic is another
 * question), the memory that their caches may fill, whether or not they do, and one Redis node where it is used.
 */
export function costPerHour({ strategy: { nodes, memoryBytes, usesRedis }, prices }: Pricing) {
  return {
    gatewayNodes: nodes * prices.perGatewayNodeHour,
    memory: nodes * (memoryBytes / bytesPerGiB) * prices.perMemoryGiBHour,
    redis: usesRedis ? prices.perRedisNodeHour : 0,
  };
}

function sumOf<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}
