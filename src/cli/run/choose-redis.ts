import { linksOf } from '../../experiment/links.ts';
import { findRedis, type RedisSource } from '../../experiment/redis-source.ts';
import type { Result } from '../../results/result.ts';
import { type Scenario, usesRedis } from '../../scenario/scenario.ts';
import { EnvironmentError, UsageError } from '../../support/errors.ts';
import { withoutPasswords } from '../../support/without-passwords.ts';
import type { CliContext } from '../context.ts';
import { namedRedis } from '../redis-url.ts';
import type { RunOptions } from './run-options.ts';

export interface RedisChoice {
  /** The scenario without the strategies that cannot be measured here. */
  readonly scenario: Scenario;
  readonly redis: RedisSource | undefined;
  readonly omitted: Result['omitted'];
}

const lacking = 'There is no Redis server on this machine (no redis-server, no valkey-server in the PATH).';
const hint =
  'Install one with: gatebench setup. Or name a server that runs: --redis redis://127.0.0.1:6379/0.';

/**
 * Finds the Redis of the run. Without one, the strategies that need it are left out and said to be;
 * where they were asked for by name, or nothing else is left, that is an error.
 *
 * @throws EnvironmentError, UsageError
 */
export async function chooseRedis(
  scenario: Scenario,
  options: RunOptions,
  context: Pick<CliContext, 'env'>,
): Promise<RedisChoice> {
  const needing = scenario.strategies.filter(({ mode }) => usesRedis(mode));
  if (needing.length === 0) return { scenario, redis: undefined, omitted: [] };

  const url = namedRedis(context, options.redis);
  if (url?.startsWith('rediss:') && needing.some((strategy) => linksOf(scenario, strategy).redis)) {
    throw new UsageError(
      `The scenario puts a network between gateways and Redis, but ${withoutPasswords(url)} is encrypted.`,
      { hint: 'Name a server by redis://, or take redis out of network and faults.' },
    );
  }
  const redis = await findRedis(url, context.env['PATH']);
  if (redis !== undefined) return { scenario, redis, omitted: [] };

  const others = scenario.strategies.filter(({ mode }) => !usesRedis(mode));
  if (options.modes?.some(usesRedis) || others.length === 0) {
    throw new EnvironmentError(lacking, { hint });
  }
  return {
    scenario: { ...scenario, strategies: others },
    redis: undefined,
    omitted: needing.map(({ name }) => ({ strategy: name, reason: lacking, hint })),
  };
}
