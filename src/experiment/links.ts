import { type Scenario, type Strategy, usesRedis } from '../scenario/scenario.ts';
import type { Link, Network } from '../scenario/trouble.ts';

/** A link that adds nothing by itself, but can be broken. */
const bareLink: Link = { delayUs: 0, jitterUs: 0, bytesPerSecond: undefined };

/**
 * What lies between the processes of a strategy. There is a link to Redis also where Redis will be down or slow: it is the way
 * to the server that is, because others may use the server meanwhile.
 */
export function linksOf(
  { network, faults }: Pick<Scenario, 'network' | 'faults'>,
  { mode }: Pick<Strategy, 'mode'>,
): Network {
  const isRedisTroubled = faults.some(({ what, is }) => what === 'redis' && is !== 'flushed');
  return {
    ...network,
    redis: usesRedis(mode) ? (network.redis ?? (isRedisTroubled ? bareLink : undefined)) : undefined,
  };
}
