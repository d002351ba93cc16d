import { rmSync } from 'node:fs';
import { usesRedis } from '../scenario/scenario.ts';
import type { Crew } from './crew.ts';
import { replyDeadlineUs, startDeadlineUs } from './deadlines.ts';
import type { PlannedTrial } from './plan.ts';
import { maxmemoryPolicyOf } from './real-evictions.ts';
import type { RedisKeeperCalls, RedisTraces } from './redis-messages.ts';
import { removeKeys } from './redis-source.ts';
import type { TrialNetwork } from './start-network.ts';
import type { TrialSetting } from './trial-setting.ts';

type RedisSurroundings = Pick<TrialSetting, 'redis' | 'keyPrefix'> & { readonly network: TrialNetwork };

/** The Redis of a trial that needs one: a private server, or the one that the user named. */
export async function startRedis(
  { strategy }: PlannedTrial,
  { redis, keyPrefix, network }: RedisSurroundings,
  crew: Crew,
) {
  if (!usesRedis(strategy.mode) || redis === undefined) return undefined;
  const connectionTo = async (server: string) => {
    const [url = server] = await network.lay('redis', [server]);
    return { url, keyPrefix, deadlineUs: strategy.redis.deadlineUs };
  };
  if (redis.kind === 'named') {
    // What others do to a shared server is not ours to count.
    const nothing = async () => undefined;
    return {
      connection: await connectionTo(redis.url),
      version: redis.version,
      bound: nothing,
      flush: () => removeKeys(redis.url, keyPrefix),
      reset: nothing,
      report: nothing,
    };
  }
  const keeper = crew.hire<RedisKeeperCalls>('Redis', 'experiment/redis-keeper-process.js');
  const { url, version, ...traces } = await keeper.call(
    'start',
    { executable: redis.executable, maxmemoryPolicy: maxmemoryPolicyOf(strategy) },
    startDeadlineUs,
  );
  // A keeper that is killed cannot clean up any more.
  keeper.failure.catch(() => removeTraces(traces));
  return {
    connection: await connectionTo(url),
    version,
    /** To be called when the gateways are connected and nothing is stored yet. */
    bound: () => keeper.call('bound', strategy.cache.maxSizeBytes, replyDeadlineUs),
    flush: () => keeper.call('flush', undefined, replyDeadlineUs),
    reset: () => keeper.call('reset', undefined, replyDeadlineUs),
    report: () => keeper.call('report', undefined, replyDeadlineUs),
  };
}

function removeTraces({ pid, folder }: RedisTraces): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone already.
  }
  rmSync(folder, { recursive: true, force: true });
}
